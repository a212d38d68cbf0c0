/** The most characters of one stream that leave the shell. */
const outputLimit = 1_000_000;

/** A stream cut to the bound at a line end; what is cut off is said at the end. */
export function limitOutput(text: string): string {
  if (text.length <= outputLimit) return text;
  const end = text.lastIndexOf("\n", outputLimit);
  const kept = text.slice(0, end > 0 ? end + 1 : outputLimit);
  return `${kept}[${text.length - kept.length} more characters of output not shown]\n`;
}
