import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from "node:fs";
import type { z } from "zod";
import { InputError } from "../schema/input-error.js";
import { namingFailures } from "./file-failure.js";

const newline = 0x0a;
const tailBlock = 64 * 1024;

/** Where the last whole line of an open file ends. */
function endOfLastLine(descriptor: number, size: number): number {
  const block = Buffer.alloc(Math.min(size, tailBlock));
  let end = size;
  while (end > 0) {
    const start = Math.max(0, end - block.length);
    const length = readSync(descriptor, block, 0, end - start, start);
    const at = block.subarray(0, length).lastIndexOf(newline);
    if (at >= 0) return start + at + 1;
    end = start;
  }
  return 0;
}

/** An append-only file of JSON lines. A line that a crash tore is cut off when the file is opened. */
export class JsonLinesWriter {
  readonly path: string;
  readonly #descriptor: number;

  constructor(path: string) {
    this.path = path;
    this.#descriptor = namingFailures(path, () => openSync(path, "a+"));
    const { size } = fstatSync(this.#descriptor);
    const whole = endOfLastLine(this.#descriptor, size);
    if (whole < size) ftruncateSync(this.#descriptor, whole);
  }

  /** Hands whole lines, each ending in a newline, to the operating system before it returns. */
  write(lines: string): void {
    const bytes = Buffer.from(lines, "utf8");
    namingFailures(this.path, () => {
      for (let written = 0; written < bytes.length;) {
        written += writeSync(this.#descriptor, bytes, written);
      }
    });
  }

  append(record: unknown): void {
    this.write(`${JSON.stringify(record)}\n`);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

/** One line per problem of a value against its schema, the first only. */
function firstProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  return `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not valid"}`;
}

/**
 * The records of a file, each checked. A torn last line is left out; a missing file is empty.
 * Throws `InputError` naming file and line for anything else that does not fit.
 */
export function readJsonLines<Schema extends z.ZodType>(path: string, schema: Schema): z.output<Schema>[] {
  if (!existsSync(path)) return [];
  const text = namingFailures(path, () => readFileSync(path, "utf8"));
  const lines = text.split("\n");
  lines.pop();
  return lines.map((line, index) => parseLine(line, schema, `${path}:${index + 1}`));
}

function parseLine<Schema extends z.ZodType>(line: string, schema: Schema, place: string): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new InputError(`${place}: expected a line of JSON`, { cause: error });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new InputError(`${place}: ${firstProblem(parsed.error)}`);
  return parsed.data;
}
