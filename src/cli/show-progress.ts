import type { Progress } from "../runner/progress.js";
import { formatProgress } from "./format-progress.js";
import type { Terminal } from "./terminal.js";

const liveEveryMs = 200;
const plainEveryMs = 15_000;

/** Keeps a line on standard error up to date; the returned function draws it a last time and ends it. */
export function showProgress(terminal: Terminal, progress: () => Progress, what = "trials"): () => void {
  const draw = (): void => {
    const line = formatProgress(progress(), what).slice(0, terminal.columns - 1);
    terminal.err(terminal.isLive ? `\r\x1b[2K${line}` : `${line}\n`);
  };
  const timer = setInterval(draw, terminal.isLive ? liveEveryMs : plainEveryMs);
  return () => {
    clearInterval(timer);
    draw();
    if (terminal.isLive) terminal.err("\n");
  };
}
