const longest = 400;

/** A server's message on one line of at most 400 characters; of an HTML page, its title. */
export function shortenText(text: string): string {
  const page = /^\s*(?:\d{3}\s+)?<(?:!doctype|html)/i.test(text);
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1]?.trim() ?? "";
  const plain = page ? (title === "" ? "an HTML page" : `an HTML page "${title}"`) : text;
  const line = plain.replace(/\s+/g, " ").trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
