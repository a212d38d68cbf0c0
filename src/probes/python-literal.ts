/** A Python number literal as a number; undefined for a complex one or an integer that a double cannot hold. */
export function readPythonNumber(text: string): number | undefined {
  const digits = text.replaceAll("_", "").toLowerCase();
  if (digits.endsWith("j")) return undefined;
  const value = Number(digits);
  const isInteger = /^(?:\d+|0[xob][\da-f]+)$/.test(digits);
  if (!Number.isFinite(value) || (isInteger && !Number.isSafeInteger(value))) return undefined;
  return value;
}

const simpleEscapes: Readonly<Record<string, string>> = {
  "\n": "",
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** A Python string literal's text; undefined for bytes, formatted strings and named characters. */
export function readPythonString(literal: string): string | undefined {
  const [, prefix = "", quote = "", body] = /^([a-z]*)("""|'''|"|')([\s\S]*)\2$/i.exec(literal) ?? [];
  if (body === undefined || quote === "" || /[bft]/i.test(prefix)) return undefined;
  if (/r/i.test(prefix)) return body;
  return unescape(body);
}

function unescape(body: string): string | undefined {
  let unknown = 0;
  const text = body.replaceAll(
    /\\(?:([0-7]{1,3})|x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|([\s\S]))/gi,
    (whole: string, octal?: string, byte?: string, short?: string, long?: string, other?: string) => {
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      const code = Number.parseInt(byte ?? short ?? long ?? "0", 16);
      if (other === undefined && isEscapeCase(whole) && code <= 0x10ffff) return String.fromCodePoint(code);
      // A named character, or an escape that Python itself would refuse.
      if (other === undefined || "xuUN".includes(other)) unknown += 1;
      return other !== undefined && Object.hasOwn(simpleEscapes, other)
        ? (simpleEscapes[other] ?? "")
        : whole;
    },
  );
  return unknown === 0 ? text : undefined;
}

/** `\x` and `\u` are lower case; `\X` is no escape. */
function isEscapeCase(escape: string): boolean {
  return /^\\[xuU]/.test(escape);
}
