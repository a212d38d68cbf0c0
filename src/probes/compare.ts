import type { Readout } from "../schema/readout.js";
import { rank } from "./holds.js";
import type { Scale } from "./holds.js";
import { sameNumber, sameValue } from "./same-value.js";

/**
 * Which way a readout went: 1 up, -1 down, 0 not at all (within 1e-9); undefined where the two have no order. Numbers and
 * counts, words of the scale, and truth values (true is more) have one.
 */
export function moved(
  before: Readout,
  after: Readout,
  options: { readonly scale?: Scale } = {},
): -1 | 0 | 1 | undefined {
  if (sameReadout(before, after)) return before.state === "unreadable" ? undefined : 0;
  const from = level(before, options.scale);
  const to = level(after, options.scale);
  if (from === undefined || to === undefined || from.kind !== to.kind) return undefined;
  if (sameNumber(from.level, to.level)) return 0;
  return to.level > from.level ? 1 : -1;
}

function level(
  readout: Readout,
  scale: Scale,
): { readonly kind: string; readonly level: number } | undefined {
  if (readout.state !== "value") return undefined;
  const { value } = readout;
  const found = typeof value === "boolean" ? Number(value) : rank(value, scale);
  return found === undefined ? undefined : { kind: typeof value, level: found };
}

/** Whether two readouts say the same: equal values (numbers within 1e-9, text up to white space), both absent, or unreadable for the same reason. */
export function sameReadout(left: Readout, right: Readout): boolean {
  if (left.state === "value" && right.state === "value") return sameValue(left.value, right.value);
  if (left.state === "unreadable" && right.state === "unreadable") return left.why === right.why;
  return left.state === right.state;
}
