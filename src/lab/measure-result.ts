import { createHash } from "node:crypto";
import type { ResultModel } from "../schema/command.js";
import type { Json } from "../schema/common.js";
import { stableJson } from "./stable-json.js";

/** intercept + sum of coefficient x input. */
export function linearResult(model: ResultModel, input: (path: string) => Json | undefined): number {
  return Object.entries(model.terms).reduce(
    (total, [path, coefficient]) => total + coefficient * asNumber(input(path)),
    model.intercept,
  );
}

/** A number moved by up to `spread` either way as `vary` decides, clamped and rounded. */
export function variedResult(model: ResultModel, centre: number, vary: Json): number {
  const [least, greatest] = model.range ?? [-Infinity, Infinity];
  const varied = centre + model.spread * variation(vary);
  return Number(Math.min(greatest, Math.max(least, varied)).toFixed(model.digits));
}

function asNumber(value: Json | undefined): number {
  if (typeof value === "number") return Number.isFinite(value) ? value : 0;
  return value === true ? 1 : 0;
}

/** A number in -1..1, likelier near 0, that only the value decides. */
function variation(value: Json): number {
  const digest = createHash("sha256").update(stableJson(value)).digest();
  return (digest.readUInt32BE(0) + digest.readUInt32BE(4)) / 2 ** 32 - 1;
}
