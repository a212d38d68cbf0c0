/** A message's first paragraph as one line. */
export function subjectOf(message: string): string {
  return firstParagraph(message).join(" ");
}

function messageLines(message: string): string[] {
  const lines = message.split("\n").map((line) => line.trimEnd());
  while (lines[0] === "") lines.shift();
  return lines;
}

function firstParagraph(message: string): string[] {
  const lines = messageLines(message);
  const end = lines.indexOf("");
  return end === -1 ? lines : lines.slice(0, end);
}

/** What follows the first paragraph. */
export function bodyOf(message: string): string {
  const lines = message.split("\n");
  while (lines[0]?.trim() === "") lines.shift();
  let at = 0;
  while (at < lines.length && lines[at]?.trim() !== "") at++;
  while (at < lines.length && lines[at]?.trim() === "") at++;
  return lines.slice(at).join("\n");
}

/** The message as log shows it: trimmed, each line indented by four columns, tabs made spaces. */
export function indentMessage(message: string): string {
  const lines = messageLines(message);
  while (lines.length > 0 && lines.at(-1) === "") lines.pop();
  return lines.map((line) => `    ${expandTabs(line)}\n`).join("");
}

function expandTabs(line: string): string {
  let text = "";
  for (const character of line) {
    text += character === "\t" ? " ".repeat(8 - (text.length % 8)) : character;
  }
  return text;
}

/** A message as commit stores it: no blank lines at either end, no runs of them, no spaces at the ends of lines. */
export function cleanMessage(message: string, comments: boolean): string {
  const lines = message
    .split("\n")
    .filter((line) => !comments || !line.startsWith("#"))
    .map((line) => line.trimEnd());
  const kept = lines.filter((line, at) => line !== "" || (at > 0 && lines[at - 1] !== ""));
  while (kept[0] === "") kept.shift();
  while (kept.at(-1) === "") kept.pop();
  return kept.length === 0 ? "" : `${kept.join("\n")}\n`;
}
