import type { PlannedModel } from "../../schema/run.js";
import { modelMakers, serialNames } from "./model-makers.js";

type NamedModel = Pick<PlannedModel, "model" | "uses" | "family">;

/** Providers that serve one maker's models alone, by name. */
const singleMaker = new Map([
  ["anthropic", "anthropic"],
  ["openai", "openai"],
]);

/** A word this long is looked for inside longer words too, as in `myqwen-claude4`. */
const tellingLength = 5;

/**
 * Whether a judge and a model are of one family: a provider or any word of their names points to the same maker, or,
 * where nothing is known of them, their families or names begin with the same word. In doubt they are.
 */
export function isOwnFamily(judge: NamedModel, model: NamedModel): boolean {
  const makers = makersOf(model);
  if ([...makersOf(judge)].some((maker) => makers.has(maker))) return true;
  if (judge.family !== null && model.family !== null) {
    return firstWord(judge.family) === firstWord(model.family);
  }
  const stems = stemsOf(model);
  return [...stemsOf(judge)].some((stem) => stems.has(stem));
}

/** The makers that a model's provider, names and family point to; a distilled model may have several. */
function makersOf(named: NamedModel): Set<string> {
  const { provider, names } = namesOf(named);
  const known = modelMakers.filter(({ words, doubtful }) =>
    [...words, ...doubtful].some((word) => names.some((name) => holdsWord(name, word.toLowerCase()))),
  );
  const serial = new RegExp(`(?<![\\p{L}\\p{N}])${serialNames}(?![\\p{L}\\p{N}])`, "u");
  return new Set([
    ...known.map(({ maker }) => maker),
    ...(names.some((name) => serial.test(name)) ? ["openai"] : []),
    ...[singleMaker.get(provider)].filter((maker) => maker !== undefined),
  ]);
}

/** The provider, and every name without it, in lower case. A replayed model is the one that was recorded. */
function namesOf({ model, uses, family }: NamedModel): { provider: string; names: string[] } {
  const recorded = uses.startsWith("replay/") ? uses.slice(uses.indexOf("#") + 1) : uses;
  const slash = recorded.indexOf("/");
  const names = [recorded.slice(slash + 1), model === uses ? "" : model, family ?? ""];
  return {
    provider: recorded.slice(0, Math.max(0, slash)).toLowerCase(),
    names: names.filter((name) => name !== "").map((name) => name.toLowerCase()),
  };
}

function holdsWord(name: string, word: string): boolean {
  if (word.length >= tellingLength) return name.includes(word);
  const escaped = word.replaceAll(".", "\\.");
  return new RegExp(`(?<!\\p{L})${escaped}(?!\\p{L})`, "u").test(name);
}

/** What is left to compare where no maker is known: how the name, the family and the own name begin. */
function stemsOf(named: NamedModel): Set<string> {
  const words = namesOf(named).names.map((name) => firstWord(name.slice(name.lastIndexOf("/") + 1)));
  return new Set([...words, named.model.toLowerCase()]);
}

function firstWord(name: string): string {
  return /\p{L}+/u.exec(name.toLowerCase())?.[0] ?? name.trim().toLowerCase();
}
