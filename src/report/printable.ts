/** Control characters (but tab, newline, and the return before a newline) and those that reorder text. */
const disarmed = /(?![\t\n]|\r\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** Text from a model or a repository as it may go to a terminal: control characters are shown, never obeyed. */
export function printable(text: string): string {
  return text.replaceAll(disarmed, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, "0")}`;
  });
}
