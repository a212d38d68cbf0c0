import { printable } from "../report/printable.js";
import type { ScoringFault } from "../runner/score-run.js";
import type { RunFolder } from "../trace/run-folder.js";

/** Faults beyond these are counted alone. */
const mostFaults = 3;

/** The trials that are recorded and could not be scored, and how to score them; empty where there is none. */
export function describeFaults({ folder }: RunFolder, faults: readonly ScoringFault[]): string {
  if (faults.length === 0) return "";
  const lines = faults
    .slice(0, mostFaults)
    .map(
      ({ trial, message }) =>
        `${trial}: could not be scored: ${printable(message).replaceAll(/\s+/g, " ")}\n`,
    );
  const more = faults.length > mostFaults ? `${faults.length - mostFaults} more could not be scored\n` : "";
  return `${lines.join("")}${more}Nothing of them is lost; once mended: palimpsest score ${folder}\n`;
}
