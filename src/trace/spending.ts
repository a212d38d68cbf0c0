import type { Usage } from "../schema/conversation.js";
import type { UnstampedEvent } from "../schema/event.js";
import { addUsage, noUsage } from "../schema/usage.js";
import { readAttempts } from "./trace-writer.js";
import type { RunFolder } from "./run-folder.js";

/** Tokens and US dollars; null where none of the answers has a price. */
export interface Spending {
  readonly usage: Usage;
  readonly cost: number | null;
}

const nothing: Spending = { usage: noUsage, cost: 0 };

/** What the answers of models and judges among some events took. */
export function addUpEvents(events: readonly UnstampedEvent[]): Spending {
  const answers = events.filter((event) => event.type === "assistant" || event.type === "judge");
  const costs = answers.flatMap(({ cost }) => (cost === null ? [] : [cost]));
  return {
    usage: answers.reduce((sum, { usage }) => addUsage(sum, usage), noUsage),
    cost: answers.length > 0 && costs.length === 0 ? null : costs.reduce((sum, cost) => sum + cost, 0),
  };
}

/** What was spent on trials that never came to a record, every attempt of them. Reads their traces and no other. */
export function addUpUnfinished(
  run: RunFolder,
  planned: readonly { readonly trial: string }[],
  finished: readonly { readonly trial: string }[],
): Spending {
  const done = new Set(finished.map(({ trial }) => trial));
  return planned
    .filter(({ trial }) => !done.has(trial))
    .map(({ trial }) => addUpEvents(readAttempts(run.events(trial))))
    .reduce(
      (sum, { usage, cost }) => ({
        usage: addUsage(sum.usage, usage),
        cost: (sum.cost ?? 0) + (cost ?? 0),
      }),
      nothing,
    );
}
