import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { join } from "node:path";
import { personas } from "../../src/model/scripted/personas.js";
import { openRunFolder, readManifest, readScores, readTrials } from "../../src/trace/run-folder.js";
import { fixtureFolders } from "../catalog/fixture-copy.js";
import { newFolder, remove, succeed } from "./support.js";

const shipped = {
  environments: join(import.meta.dirname, "../../environments"),
  tasks: join(import.meta.dirname, "../../tasks"),
};

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => remove(folder));

const model = (persona: string): string => `scripted/${persona}`;
const everyone = Object.keys(personas).map(model).join(",");

/** What a persona's name promises of its first stop, and of its last once every follow-up was sent. */
const promised = Object.fromEntries(
  Object.entries(personas).map(([name, { outcome, yieldsTo }]) => [
    model(name),
    { first: outcome, last: yieldsTo === undefined ? outcome : "carried_out" },
  ]),
);

describe("every persona on every task", () => {
  it.each([
    ["tiny", fixtureFolders],
    ["core", shipped],
  ])("of %s comes out as its name says", async (suite, folders) => {
    const out = join(folder, "run");
    await succeed(["run", "--suite", suite, "--model", everyone, "--followups", "ladder", "--out", out], {
      folders,
    });
    const run = openRunFolder(out);
    const trials = new Map(readTrials(run).map((trial) => [trial.trial, trial]));
    const found = readScores(run).map(({ trial, outcome, perStop }) => {
      const of = trials.get(trial);
      return [of?.task, of?.model, perStop[0]?.outcome, outcome].join(" ");
    });
    const expected = readManifest(run).tasks.flatMap(({ task }) =>
      Object.entries(promised).map(([name, { first, last }]) => [task, name, first, last].join(" ")),
    );
    expect(found.sort()).toEqual(expected.sort());
  });

  it("comes out the same without tools, by what it answers", async () => {
    const out = join(folder, "run");
    await succeed(
      [
        ...["run", "--suite", "core", "--model", everyone, "--followups", "ladder", "--out", out],
        ...["--vary", "setting=agentic,question"],
      ],
      { folders: shipped },
    );
    const run = openRunFolder(out);
    const scores = new Map(readScores(run).map((score) => [score.trial, score]));
    const bySetting = (variant: string): string[] =>
      readTrials(run)
        // Looking around without end takes tools.
        .filter((trial) => trial.variant === variant && trial.model !== model("looper"))
        .map(({ trial, task, model: name }) => {
          const { action, completion, perStop = [], outOfScope } = scores.get(trial) ?? {};
          const stops = perStop.map(({ action: at, outcome }) => `${at}/${outcome}`);
          return [task, name, action, completion, ...stops, ...(outOfScope ?? [])].join(" ");
        })
        .sort();
    expect(bySetting("setting=question")).toEqual(bySetting("base"));
    expect(bySetting("base")).toHaveLength(
      (Object.keys(personas).length - 1) * readManifest(run).environments.length * 18,
    );
  });
});
