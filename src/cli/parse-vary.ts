import type { LevelChoice, VariantPlan } from "../runner/plan-variants.js";
import { Factor, type Levels } from "../schema/labels.js";
import { badUsage } from "./user-error.js";

const designs: Readonly<Record<string, VariantPlan["design"]>> = { all: "each", pairwise: "pairwise" };
const expected = `all, pairwise, or factor=level,level (or factor=*) with one of ${Factor.options.join(", ")}`;

/**
 * The plan that `--vary` asks for: `factor=level,level` crosses the levels; `all` or `pairwise` beside them, or alone
 * for every factor, combines them otherwise. Throws `InputError`.
 */
export function parseVary(varied: readonly string[]): VariantPlan {
  const named = varied.filter((text) => Object.hasOwn(designs, text));
  if (named.length > 1) throw badUsage("--vary", "one of all and pairwise, once", named.join(" "));
  const choices = varied.filter((text) => !Object.hasOwn(designs, text)).map(parseChoice);
  const twice = choices.find(
    ({ factor }, place) => choices.findIndex((other) => other.factor === factor) < place,
  );
  if (twice !== undefined) throw badUsage("--vary", "each factor once", twice.factor);
  return { design: designs[named[0] ?? ""] ?? "crossed", choices };
}

function parseChoice(text: string): LevelChoice {
  const [name = "", list = ""] = text.split("=", 2);
  const factor = Factor.options.find((candidate) => candidate === name.trim());
  const levels = list
    .split(",")
    .map((level) => level.trim())
    .filter((level) => level !== "");
  if (factor === undefined || levels.length === 0) throw badUsage("--vary", expected, text);
  if (levels.includes("*") && levels.length > 1) throw badUsage("--vary", `${factor}=* alone`, text);
  return { factor, levels: levels.includes("*") ? "*" : [...new Set(levels)] };
}

/** The levels of one variant, written as runs name it: `factor=level,factor=level`, or `base`. */
export function parseVariant(text: string | undefined): Levels {
  if (text === undefined || text === "base") return {};
  return text.split(",").reduce<Levels>((levels, part) => {
    const { factor, levels: chosen } = parseChoice(part);
    if (chosen === "*" || chosen.length !== 1) throw badUsage("--variant", "factor=level,factor=level", text);
    return { ...levels, [factor]: chosen[0] };
  }, {});
}
