const escapes: Readonly<Record<string, string>> = {
  "\x07": "\\a",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
  '"': '\\"',
  "\\": "\\\\",
};

const unusual = /["\\\p{Cc}\u0080-\u{10ffff}]/u;

/** A path as git prints it (core.quotePath on): as it is, or in double quotes with the bytes of unusual letters escaped. */
export function quotePath(path: string): string {
  if (!unusual.test(path)) return path;
  const bytes = Buffer.from(path).toString("latin1");
  const escaped = Array.from(bytes, (letter) => escapes[letter] ?? escapeByte(letter));
  return `"${escaped.join("")}"`;
}

function escapeByte(letter: string): string {
  const code = letter.charCodeAt(0);
  return code < 0x20 || code >= 0x7f ? `\\${code.toString(8).padStart(3, "0")}` : letter;
}

const letters: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(escapes).map(([letter, escape]) => [escape.slice(1), letter]),
);

/** The path inside git's quotes, quotes removed; a path without quotes is returned as it is. Input and bytes are latin1. */
export function unquotePath(quoted: string): string {
  if (!quoted.startsWith('"')) return Buffer.from(quoted, "latin1").toString();
  const bytes = quoted
    .slice(1, -1)
    .replace(/\\([0-3][0-7]{2}|.)/g, (_, escape: string) =>
      escape.length === 3 ? String.fromCharCode(Number.parseInt(escape, 8)) : (letters[escape] ?? escape),
    );
  return Buffer.from(bytes, "latin1").toString();
}

/** The path in the two names of a `diff --git` line, where both name the same file; undefined otherwise. */
export function splitGitNames(names: string): string | undefined {
  const quoted = /^("(?:[^"\\]|\\.)*") (.*)$/.exec(names);
  const middle = (names.length - 1) / 2;
  const [first, second] =
    quoted === null ? [names.slice(0, middle), names.slice(middle + 1)] : [quoted[1] ?? "", quoted[2] ?? ""];
  const old = unquotePath(first).replace(/^[^/]*\//, "");
  return old === unquotePath(second).replace(/^[^/]*\//, "") ? old : undefined;
}
