import type { PlannedJudge, PlannedModel } from "../schema/run.js";
import { isOwnFamily } from "../scorers/judge/own-family.js";

/** One line per model that judges leave out as their own family; nothing where all are read by all. */
export function describeLeftOut(judges: readonly PlannedJudge[], models: readonly PlannedModel[]): string {
  return models
    .flatMap((model) => {
      const names = judges
        .filter((judge) => !judge.ownFamily && isOwnFamily(judge, model))
        .map(({ model: name }) => name);
      if (names.length === 0) return [];
      return `${model.model} is not read by ${names.join(", ")}: of its own family (--judge-own-family to read it all the same)\n`;
    })
    .join("");
}
