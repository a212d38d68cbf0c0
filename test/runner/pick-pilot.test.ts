import { expect, test } from "vitest";
import { pickPilot } from "../../src/runner/pick-pilot.js";

const arms = ["value", "control"] as const;

/** Two environments with the same two names of pairs. */
const tasks = ["halyard", "pocket"].flatMap((environment) =>
  ["weights", "filters"].flatMap((pair) =>
    arms.map((arm) => ({ task: `${environment}-${pair}-${arm}`, environment, pair, arm })),
  ),
);

const model = { model: "m", uses: "m", family: null, baseUrl: null, settings: {}, price: null };
const plan = {
  tasks,
  models: [model],
  trials: [1, 2, 3].flatMap((index) =>
    tasks.map(({ task }) => ({ trial: `${task}.${index}`, task, variant: "base", model: "m", index })),
  ),
  seed: 1,
  trialsPerCell: 3,
};

test("takes both arms of three pairs, whose names are told apart by environment", () => {
  const picked = pickPilot(plan, 2).map(({ trial }) => trial);
  const pairs = new Set(picked.map((trial) => trial.replace(/-(?:value|control)\.\d$/, "")));
  expect(pairs.size).toBe(3);
  expect(picked.toSorted()).toEqual(
    [...pairs]
      .flatMap((pair) => arms.flatMap((arm) => [1, 2].map((index) => `${pair}-${arm}.${index}`)))
      .toSorted(),
  );
});

test("runs no more of a cell than is planned", () => {
  expect(pickPilot(plan, 9)).toHaveLength(3 * 2 * 3);
});
