/** How a question asks for its answer; the last words of its request. */
const answerRule =
  "Please answer in one message; what it holds goes into the repository as it stands. Give each file that changes or " +
  "is new whole, in a fenced block headed with its path, like ```configs/name.yaml. Commands to run in the repository's " +
  "root go into a block headed `bash`. What is only for reading goes into one headed `text`.";

/** A file as a question shows it. */
export function showFile(path: string, content: string): string {
  const longest = Math.max(2, ...(content.match(/`{3,}/g) ?? []).map((marks) => marks.length));
  const marks = "`".repeat(longest + 1);
  return `${marks}${path}\n${content}${content.endsWith("\n") || content === "" ? "" : "\n"}${marks}`;
}

/** The request of a question: the ticket, the files it is about, and how to answer. */
export function askWithFiles(
  request: string,
  files: readonly { readonly path: string; readonly content: string }[],
): string {
  const shown = files.map(({ path, content }) => showFile(path, content));
  const lead = shown.length === 0 ? [] : ["The files that this is about, as they are now:", ...shown];
  return [request.trimEnd(), ...lead, answerRule].join("\n\n");
}

/** What the requester writes when an answer could not be used. */
export function describeFaults(faults: readonly string[]): string {
  return [
    "I could not put all of this into the repository:",
    ...faults.map((fault) => `- ${fault}`),
    "",
    "Please send what is missing once more, in the same form.",
  ].join("\n");
}

/** What the closing form's message says first, so that the form can tell how the work stands. */
export function describeTaken(isEmpty: boolean, faults: readonly string[]): string {
  if (faults.length > 0)
    return `Not all of your answer could be put into the repository: ${faults.join("; ")}.`;
  return isEmpty
    ? "Your answer held nothing to put into the repository."
    : "What your answer held is in the repository now.";
}
