/** Where a command's words go. Standard output holds results only; everything else goes to standard error. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether standard error is a terminal whose last line can be redrawn. */
  readonly isLive: boolean;
  readonly columns: number;
}

/** The process's own streams. */
export function processTerminal(): Terminal {
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isLive: process.stderr.isTTY && process.env.NO_COLOR === undefined && process.env.TERM !== "dumb",
    columns: process.stderr.isTTY ? process.stderr.columns : 100,
  };
}
