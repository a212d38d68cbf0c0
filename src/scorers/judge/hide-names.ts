import type { UnstampedEvent } from "../../schema/event.js";
import type { PlannedModel } from "../../schema/run.js";

/** What stands in a transcript where a model's name or family stood. */
const neutralName = "the assistant";

/** Families and makers by the names that models use for themselves. */
const wellKnown = [
  ...["anthropic", "claude", "openai", "chatgpt", "gpt", "gemini", "deepmind", "llama", "mistral"],
  ...["qwen", "deepseek", "grok", "kimi", "nemotron"],
];

/** What may be glued to a name: versions and sizes, as in `gpt-5-mini` or `Claude 4.5 Sonnet`. */
const trail =
  "(?:[-_. ]?\\d[\\p{L}\\p{N}]*|[- ](?:opus|sonnet|haiku|turbo|mini|nano|pro|flash)|-[\\p{L}\\p{N}]+)*";

type NamedModel = Pick<PlannedModel, "model" | "uses" | "family">;

/** Every name by which a trial's model could be known from its transcript. */
export function namesOf({ model, uses, family }: NamedModel, events: readonly UnstampedEvent[]): string[] {
  const versions = events.flatMap((event) => (event.type === "assistant" ? [event.modelVersion] : []));
  const parts = [model, uses, afterSlash(model), afterSlash(uses), family, ...versions];
  const names = parts.filter((part): part is string => part !== null && part.trim().length > 1);
  return [...new Set(names)];
}

function afterSlash(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

/** Hides names and every well-known family. Longer names go first. */
export function createNameHider(names: readonly string[]): (text: string) => string {
  const longestFirst = [...names, ...wellKnown].toSorted((left, right) => right.length - left.length);
  const pattern = longestFirst.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("|");
  const named = new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})${trail}(?![\\p{L}\\p{N}])`, "giu");
  return (text) => text.replaceAll(named, neutralName);
}
