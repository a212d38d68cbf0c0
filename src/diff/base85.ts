const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
const values: ReadonlyMap<string, number> = new Map(Array.from(digits, (digit, value) => [digit, value]));
const bytesPerLine = 52;
const lengthLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Bytes as the lines of a git binary patch: a letter for the length, then base 85; each ends in a line feed. */
export function encodeBase85(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += bytesPerLine) {
    const line = bytes.subarray(start, start + bytesPerLine);
    text += lengthLetters.charAt(line.length - 1);
    for (let place = 0; place < line.length; place += 4) text += encodeGroup(line, place);
    text += "\n";
  }
  return text;
}

function encodeGroup(line: Uint8Array, place: number): string {
  let value = 0;
  for (let offset = 0; offset < 4; offset++) value = value * 256 + (line[place + offset] ?? 0);
  let group = "";
  for (let digit = 0; digit < 5; digit++) {
    group = digits.charAt(value % 85) + group;
    value = Math.floor(value / 85);
  }
  return group;
}

/** The bytes of the lines of a git binary patch (without line feeds); undefined where a line is malformed. */
export function decodeBase85(lines: readonly string[]): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  for (const line of lines) {
    const length = lengthLetters.indexOf(line.charAt(0)) + 1;
    if (length === 0 || line.length !== 1 + Math.ceil(length / 4) * 5) return undefined;
    const bytes = Buffer.alloc(Math.ceil(length / 4) * 4);
    for (let group = 0; group * 4 < length; group++) {
      const value = decodeGroup(line.slice(1 + group * 5, 6 + group * 5));
      if (value === undefined) return undefined;
      bytes.writeUInt32BE(value, group * 4);
    }
    parts.push(bytes.subarray(0, length));
  }
  return Buffer.concat(parts);
}

function decodeGroup(group: string): number | undefined {
  let value = 0;
  for (const letter of group) {
    const digit = values.get(letter);
    if (digit === undefined) return undefined;
    value = value * 85 + digit;
  }
  return value <= 0xffffffff ? value : undefined;
}
