import { createInterface } from "node:readline/promises";
import { printable } from "../report/printable.js";

/** Where a command's words go. Standard output holds results only; everything else goes to standard error. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether standard error is a terminal whose last line can be redrawn. */
  readonly isLive: boolean;
  readonly columns: number;
  /** How wide results may be; undefined where no screen shows them. */
  readonly width?: number | undefined;
  /** Asks whoever sits there; undefined where nobody does. Resolves to null after Ctrl-C, to nothing where the input ends. */
  readonly ask?: (question: string) => Promise<string | null>;
}

/** The process's own streams. Standard output shows control characters instead of sending them. */
export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", passOverClosedPipe);
  return {
    out: (text) => void process.stdout.write(printable(text)),
    width: process.stdout.isTTY ? process.stdout.columns : undefined,
    err: (text) => void process.stderr.write(text),
    isLive: process.stderr.isTTY && process.env.NO_COLOR === undefined && process.env.TERM !== "dumb",
    columns: process.stderr.isTTY ? process.stderr.columns : 100,
    ...(process.stdin.isTTY && process.stderr.isTTY
      ? { ask: (question) => askOn(process.stdin, process.stderr, question) }
      : {}),
  };
}

/** A reader such as `head` may leave before everything is written. */
function passOverClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

/** Asks on a terminal's two directions; the answer as `Terminal.ask` gives it. */
export async function askOn(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  question: string,
): Promise<string | null> {
  const lines = createInterface({ input, output, terminal: true });
  const interrupted = new Promise<null>((resolve) => lines.once("SIGINT", () => resolve(null)));
  const closed = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
  try {
    return await Promise.race([lines.question(question), interrupted, closed]);
  } finally {
    lines.close();
  }
}
