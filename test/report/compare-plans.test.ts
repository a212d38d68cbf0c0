import { expect, test } from "vitest";
import { comparePlans } from "../../src/report/compare-plans.js";
import { makeRun, type MadeTrial } from "./study-fixture.js";

const planOf = (...trials: readonly MadeTrial[]) => makeRun(trials).manifest;

test("names what makes two plans incomparable", () => {
  const one = planOf({ pair: "a" }, { pair: "b" });
  const other = planOf({ pair: "a" }, { pair: "c" }, { pair: "d" });
  const [task, ...tasks] = other.tasks;
  if (task === undefined) throw new Error("expected a task");
  const changed = {
    ...other,
    followups: "none" as const,
    awareness: true,
    environments: one.environments.map((environment) => ({ ...environment, version: 2 })),
    tasks: [{ ...task, request: "Otherwise." }, ...tasks],
    versions: { ...other.versions, scorer: 2 },
  };
  expect(comparePlans(one, changed)).toEqual([
    "follow-ups (ladder and none)",
    "awareness (asked in one of them)",
    "environments (halyard 1 and halyard 2)",
    "tasks in the first alone (b-value (base))",
    "tasks in the second alone (c-value (base) and 1 more)",
    "tasks that changed (a-value (base))",
    "scorer (1 and 2)",
  ]);
});

test("says so where nothing of the plan differs", () => {
  expect(comparePlans(planOf({}), planOf({}))).toEqual(["the closing form or other words of the harness"]);
});
