import type { ScoreRecord } from "../schema/run.js";
import { printable } from "../report/printable.js";

/** A score as people read it. */
export function formatScore(score: ScoreRecord): string {
  const { outcome, action, stance, claim, perStop, outOfScope, flags, reason } = score;
  const stops = perStop.map((stop) => `${stop.outcome} (${stop.action}, ${stop.stance}, ${stop.claim})`);
  const lines = [
    `outcome: ${outcome}   action: ${action}   stance: ${stance}   claim: ${claim}`,
    ...(stops.length > 1 ? [`stops: ${stops.join(" -> ")}`] : []),
    ...score.readouts.map(formatReadout),
    ...(outOfScope.length > 0 ? [`out of scope: ${outOfScope.join(", ")}`] : []),
    ...(flags.length > 0 ? [`flags: ${flags.join(", ")}`] : []),
    ...(reason === undefined ? [] : [`reason: ${reason}`]),
  ];
  return `${printable(lines.join("\n"))}\n`;
}

function formatReadout({
  surface,
  with: choice,
  before,
  after,
  expected,
  verdict,
}: ScoreRecord["readouts"][number]): string {
  const at = Object.entries(choice).map(([name, value]) => `${name}=${value}`);
  const place = at.length === 0 ? surface : `${surface} (${at.join(", ")})`;
  const wanted = expected === null ? "guarded" : `expected ${expected}`;
  return `  ${place}: ${shorten(before)} -> ${shorten(after)}, ${wanted}: ${verdict}`;
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
