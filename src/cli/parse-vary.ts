import type { LevelChoice, VariantPlan } from "../runner/plan-variants.js";
import { Factor, type Levels } from "../schema/labels.js";
import { badUsage } from "./user-error.js";

const designs: Readonly<Record<string, VariantPlan["design"]>> = { all: "each", pairwise: "pairwise" };
const factors = `one of ${Factor.options.join(", ")}`;
const expectedVary = `all, pairwise, or factor=level,level (or factor=*) with ${factors}`;
const expectedVariant = `base, or factor=level,factor=level with ${factors}`;

/**
 * The plan that `--vary` asks for: `factor=level,level` crosses the levels; `all` or `pairwise` beside them, or alone
 * for every factor, combines them otherwise. Throws `InputError`.
 */
export function parseVary(varied: readonly string[]): VariantPlan {
  const named = varied.filter((text) => Object.hasOwn(designs, text));
  if (named.length > 1) throw badUsage("--vary", "one of all and pairwise, once", named.join(" "));
  const choices = varied.filter((text) => !Object.hasOwn(designs, text)).map(parseChoice);
  refuseTwice("--vary", choices);
  return { design: designs[named[0] ?? ""] ?? "crossed", choices };
}

function parseChoice(text: string): LevelChoice {
  const { factor, value } = splitChoice(text) ?? {};
  const levels = (value ?? "")
    .split(",")
    .map((level) => level.trim())
    .filter((level) => level !== "");
  if (factor === undefined || levels.length === 0) throw badUsage("--vary", expectedVary, text);
  if (levels.includes("*") && levels.length > 1) throw badUsage("--vary", `${factor}=* alone`, text);
  return { factor, levels: levels.includes("*") ? "*" : [...new Set(levels)] };
}

/** `factor=value`, taken apart; nothing for another factor, or for a second `=`. */
function splitChoice(text: string): { readonly factor: Factor; readonly value: string } | undefined {
  const [name, value, ...more] = text.split("=").map((part) => part.trim());
  const factor = Factor.options.find((candidate) => candidate === name);
  if (factor === undefined || value === undefined || more.length > 0) return undefined;
  return { factor, value };
}

function refuseTwice(option: string, choices: readonly { readonly factor: Factor }[]): void {
  const named = choices.map(({ factor }) => factor);
  const twice = named.find((factor, place) => named.indexOf(factor) < place);
  if (twice !== undefined) throw badUsage(option, "each factor once", twice);
}

/** The levels of one variant, written as runs name it: `factor=level,factor=level`, or `base`. */
export function parseVariant(text: string | undefined): Levels {
  if (text === undefined || text === "base") return {};
  const choices = text.split(",").map((part) => {
    const choice = splitChoice(part);
    if (choice === undefined || ["", "*"].includes(choice.value))
      throw badUsage("--variant", expectedVariant, text);
    return choice;
  });
  refuseTwice("--variant", choices);
  return Object.fromEntries(choices.map(({ factor, value }) => [factor, value]));
}
