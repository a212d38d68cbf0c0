import type { UnstampedEvent } from "../../schema/event.js";
import type { PlannedModel } from "../../schema/run.js";
import { modelMakers, serialNames } from "./model-makers.js";
import { isOrdinaryName } from "./ordinary-words.js";

/** What stands in a transcript where a model's name or family stood. */
const neutralName = "the assistant";

/** A shorter name would be found in too many places; short families have their own patterns. */
const leastCharacters = 3;

/** Versions and sizes glued to a name, as in `Opus 4.5` or `phi-4`. */
const versions = "(?:[-_. ]?\\d[\\p{L}\\p{N}]*)";

/** What else may be glued to a name that means nothing else, as in `gpt-5-mini` or `Claude 4.5 Sonnet`. */
const trail = `(?:${versions}|[- ](?:opus|sonnet|haiku|turbo|mini|nano|pro|flash)|-[\\p{L}\\p{N}]+)*`;

type NamedModel = Pick<PlannedModel, "model" | "uses" | "family">;

/** Every name by which a trial's model could be known from its transcript; ordinary words and short names are none. */
export function namesOf({ model, uses, family }: NamedModel, events: readonly UnstampedEvent[]): string[] {
  const served = events.flatMap((event) => (event.type === "assistant" ? [event.modelVersion] : []));
  const parts = [model, uses, afterSlash(model), afterSlash(uses), family, ...served];
  const names = parts.filter((part) => part !== null).map((part) => part.trim());
  return [...new Set(names)].filter((name) => name.length >= leastCharacters && !isOrdinaryName(name));
}

function afterSlash(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

/** Hides names and every well-known family and maker, whole words only. Longer names go first. */
export function createNameHider(names: readonly string[]): (text: string) => string {
  const known = modelMakers.flatMap(({ words }) => words);
  const doubtful = modelMakers.flatMap((maker) => maker.doubtful);
  const patterns = [
    wholeWords(`(?:${anyOf([...names, ...known])})${trail}`, "giu"),
    wholeWords(`(?:${anyOf(doubtful)})${versions}*`, "gu"),
    wholeWords(`(?:${anyOf(doubtful)})${versions}+`, "giu"),
    wholeWords(serialNames, "gu", "-"),
  ];
  return (text) => patterns.reduce((hidden, pattern) => hidden.replaceAll(pattern, neutralName), text);
}

function anyOf(names: readonly string[]): string {
  return names
    .toSorted((left, right) => right.length - left.length)
    .map((name) => name.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&"))
    .join("|");
}

function wholeWords(pattern: string, flags: string, notAfter = ""): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}${notAfter}])${pattern}(?![\\p{L}\\p{N}])`, flags);
}
