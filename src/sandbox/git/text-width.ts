/** How many columns a text takes, one for each character. */
export function textWidth(text: string): number {
  return Array.from(text).length;
}

/** A text filled up with spaces at its end. */
export function padText(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - textWidth(text)));
}
