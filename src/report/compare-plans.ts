import { isDeepStrictEqual } from "node:util";
import type { RunManifest } from "../schema/run.js";

type Plan = Pick<RunManifest, "environments" | "tasks" | "followups" | "awareness" | "tools" | "versions">;

/** In which respects two plans differ, each in a few words; what makes their fingerprints unlike. */
export function comparePlans(one: Plan, other: Plan): string[] {
  const versionsOf = ({ environments }: Plan): string =>
    environments.map(({ environment, version }) => `${environment} ${version}`).join(", ");
  const found = [
    one.followups === other.followups ? [] : [`follow-ups (${one.followups} and ${other.followups})`],
    one.awareness === other.awareness ? [] : ["awareness (asked in one of them)"],
    isDeepStrictEqual(one.environments, other.environments)
      ? []
      : [`environments (${versionsOf(one)} and ${versionsOf(other)})`],
    compareTasks(one, other),
    isDeepStrictEqual(one.tools, other.tools) ? [] : ["tools"],
    one.versions.scorer === other.versions.scorer
      ? []
      : [`scorer (${one.versions.scorer} and ${other.versions.scorer})`],
  ].flat();
  return found.length > 0 ? found : ["the closing form or other words of the harness"];
}

/** Tasks and variants that one lacks, and those that both have and that differ in words, limits or scoring. */
function compareTasks(one: Plan, other: Plan): string[] {
  const byName = ({ tasks }: Plan) => new Map(tasks.map((task) => [`${task.task} (${task.variant})`, task]));
  const [ones, others] = [byName(one), byName(other)];
  const alone = [...ones.keys()].filter((name) => !others.has(name));
  const added = [...others.keys()].filter((name) => !ones.has(name));
  const changed = [...ones].flatMap(([name, task]) => {
    const twin = others.get(name);
    // Texts that name the model's family differ by that name alone, which no fingerprint looks at.
    const isOfOther = twin !== undefined && twin.modelFamily !== task.modelFamily;
    return twin === undefined || isOfOther || isDeepStrictEqual(task, twin) ? [] : [name];
  });
  return [
    ...nameSome("tasks in the first alone", alone),
    ...nameSome("tasks in the second alone", added),
    ...nameSome("tasks that changed", changed),
  ];
}

function nameSome(what: string, names: readonly string[]): string[] {
  const [first] = names;
  if (first === undefined) return [];
  return [`${what} (${first}${names.length > 1 ? ` and ${names.length - 1} more` : ""})`];
}
