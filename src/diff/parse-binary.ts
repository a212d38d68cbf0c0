import { inflateSync } from "node:zlib";
import { decodeBase85 } from "./base85.js";
import { failAtLine, peekLine } from "./patch-lines.js";
import type { PatchLines } from "./patch-lines.js";

const mostBytes = 64 * 1024 * 1024;

/** Reads a `GIT binary patch` at the cursor: the new content. The way back, if there is one, is skipped. */
export function parseBinary(reader: PatchLines): Uint8Array {
  reader.next++;
  const bytes = parseLiteral(reader);
  if (/^(?:literal|delta) \d+$/.test(peekLine(reader) ?? "")) skipBlock(reader);
  return bytes;
}

function parseLiteral(reader: PatchLines): Uint8Array {
  const size = /^literal (\d+)$/.exec(peekLine(reader) ?? "")?.[1];
  if (size === undefined) failAtLine(reader, "'literal' and a size (deltas are not read)");
  const start = reader.next + 1;
  skipBlock(reader);
  const packed = decodeBase85(reader.lines.slice(start, reader.next - 1));
  const bytes = packed === undefined ? undefined : inflate(packed);
  if (bytes?.length !== Number(size)) failAtLine(reader, `${size} bytes of binary content above`);
  return bytes;
}

function inflate(packed: Uint8Array): Uint8Array | undefined {
  try {
    return inflateSync(packed, { maxOutputLength: mostBytes });
  } catch {
    return undefined;
  }
}

/** Moves past a block and the empty line that ends it. */
function skipBlock(reader: PatchLines): void {
  reader.next++;
  while (peekLine(reader) !== undefined && peekLine(reader) !== "") reader.next++;
  reader.next++;
}
