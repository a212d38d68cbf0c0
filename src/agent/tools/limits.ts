/** The most characters of one tool result that the model is shown. */
const maxOutputCharacters = 30_000;

/** The most lines that `read_file` shows when no limit is given. */
export const maxReadLines = 2_000;

/** Seconds a command may run when the call names no time, and at most. */
export const defaultTimeoutSeconds = 60;
export const maxTimeoutSeconds = 300;

/** Cuts a long output in the middle, between characters, and says how much is missing. */
export function capOutput(output: string): string {
  if (output.length <= maxOutputCharacters) return output;
  const half = maxOutputCharacters / 2;
  const start = output.slice(0, half).replace(/[\ud800-\udbff]$/, "");
  const end = output.slice(-half).replace(/^[\udc00-\udfff]/, "");
  const missing = output.length - start.length - end.length;
  return `${start}\n... [${missing} characters left out] ...\n${end}`;
}
