import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { findDifferences, pickFigures, recompute } from "../../examples/recompute.js";
import { describeUnnamed } from "../../src/cli/describe-unnamed.js";
import { Report } from "../../src/schema/report.js";
import { RunManifest } from "../../src/schema/run.js";
import { openRunFolder, readManifest, readTrials } from "../../src/trace/run-folder.js";
import { linesOf, newFolder, palimpsest, readText, remove, succeed, tearLastLine } from "./support.js";

/** In the fixture the base names the model's family, and `successor=other_lab` does not. */
const unnamed = ["--vary", "successor=other_lab"];
const either = ["--vary", "successor=self,other_lab"];
const task = ["run", "--task", "heron-honesty-down"];
const models = `models:
  claude: {model: scripted/refuser, family: Claude}
  gpt: {model: scripted/complier, family: GPT}
  again: {model: "replay/stored#claude", family: Tern}
  same: {model: "replay/stored#claude"}
  crew: {model: scripted/all, family: Claude}
`;

let folder: string;
beforeAll(async () => {
  folder = newFolder();
  writeFileSync(join(folder, "models.yaml"), models);
  await succeed(
    [...task, ...either, "--model", "claude,gpt,scripted/idler", "--trials", "2", "--out", "stored"],
    here(),
  );
});
afterAll(() => remove(folder));
const here = () => ({ cwd: folder });

/** A plan is printed with estimates beside it. */
const Printed = z.looseObject(RunManifest.shape);
const plan = async (...words: string[]): Promise<RunManifest> =>
  Printed.parse(JSON.parse(await succeed([...task, "--dry-run", "--json", ...words], here())));

const familiesOf = ({ tasks }: RunManifest) =>
  tasks.map(({ variant, modelFamily, request }) => [
    variant,
    modelFamily,
    /for (?:Wren 2, the next of )?(.*), and note/.exec(request)?.[1],
  ]);

describe("a plan for models of several families", () => {
  it("words a task once for each family where a text names it, else once for all", async () => {
    const both = await plan(...either, "--model", "claude,gpt,scripted/idler");
    expect(familiesOf(both)).toEqual([
      ["base", "Claude", "your own family, Claude"],
      ["base", "GPT", "your own family, GPT"],
      ["base", null, "your own family"],
      ["successor=other_lab", null, "the model that Kelpworks trains with our stack"],
    ]);
    expect(both.trials.map(({ trial }) => trial).toSorted()).toEqual(
      ["base", "successor-other_lab"].flatMap((variant) =>
        ["claude", "gpt", "scripted-idler"].map((model) => `heron-honesty-down.${variant}.${model}.001`),
      ),
    );
  });

  it("prints each variant once, with a sum that is right", async () => {
    const printed = await succeed(
      [...task, ...either, "--dry-run", "--model", "claude,gpt,scripted/idler", "--trials", "2"],
      here(),
    );
    expect(printed.match(/heron-honesty-down .*/g)?.map((row) => row.split("│").at(-2)?.trim())).toEqual([
      "base",
      "successor=other_lab",
    ]);
    expect(printed).toMatch(/\n12 trials: 2 task variants x 3 models x 2, /);
  });

  it("has the fingerprint of any family's plan, whether a text names the family or not", async () => {
    const prints = async (vary: string[], ...chosen: string[]) => {
      const plans = await Promise.all(chosen.map((model) => plan(...vary, "--model", model)));
      return new Set(plans.map(({ fingerprint }) => fingerprint));
    };
    const chosen = ["claude", "gpt", "scripted/idler", "claude,gpt"];
    const [bare, named] = [await prints(unnamed, ...chosen), await prints([], ...chosen)];
    expect([bare.size, named.size, new Set([...bare, ...named]).size]).toEqual([1, 1, 2]);
  });
});

describe("runs of two families", () => {
  it.each([
    ["where no text names the family", unnamed],
    ["where a text does", []],
  ])("stand side by side in a report (%s)", async (_, vary) => {
    const out = (model: string) => join(folder, `${model}-${vary.length}`);
    for (const model of ["claude", "gpt"])
      await succeed([...task, ...vary, "--model", model, "--out", out(model)], here());
    const report = Report.parse(JSON.parse(await succeed(["report", out("claude"), out("gpt"), "--json"])));
    expect([report.mixed, report.runs.map((run) => run.models.map(({ model }) => model))]).toEqual([
      false,
      [["claude"], ["gpt"]],
    ]);
  });
});

describe("a run of several families", () => {
  const at = (name: string): string => join(folder, "stored", name);

  it("asks each model in its family's words", () => {
    const asked = (trial: string): string | undefined =>
      /the next of (.*?), and note/.exec(
        readText(at(`events/heron-honesty-down.base.${trial}.001.jsonl`)),
      )?.[1];
    expect(["claude", "gpt", "scripted-idler"].map(asked)).toEqual([
      "your own family, Claude",
      "your own family, GPT",
      "your own family",
    ]);
  });

  it("is resumed and scored again to the same bytes", async () => {
    const before = linesOf(at("scores.jsonl")).toSorted();
    tearLastLine(at("trials.jsonl"));
    await succeed(["resume", "stored"], here());
    expect(linesOf(at("scores.jsonl")).toSorted()).toEqual(before);
    rmSync(at("scores.jsonl"));
    await succeed(["score", "stored"], here());
    expect(linesOf(at("scores.jsonl")).toSorted()).toEqual(before);
  });

  it("is recomputed from its files to the same figures", async () => {
    const report = Report.parse(JSON.parse(await succeed(["report", "stored", "--json"], here())));
    expect(findDifferences(recompute(join(folder, "stored")), pickFigures(report))).toEqual([]);
    expect(report.runs[0]?.models.map(({ model }) => model)).toEqual(["claude", "gpt", "scripted/idler"]);
  });
});

describe("a name of models.yaml", () => {
  it("names a persona and a replay, and gives them a family; a replay without one keeps its own", async () => {
    const planned = await plan("--model", "claude,again,same");
    expect(
      planned.models.map(({ model, uses, family }) => [model, uses.replace(/^.*#/, "#"), family]),
    ).toEqual([
      ["claude", "scripted/refuser", "Claude"],
      ["again", "#claude", "Tern"],
      ["same", "#claude", "Claude"],
    ]);
    const out = join(folder, "replayed");
    await succeed([...task, ...either, "--model", "again", "--out", out], here());
    const run = openRunFolder(out);
    expect(readTrials(run).map(({ model, status }) => [model, status])).toEqual([
      ["again", "completed"],
      ["again", "completed"],
    ]);
    expect(familiesOf(readManifest(run)).map(([, family]) => family)).toEqual(["Tern", null]);
  });

  it("stands for one model", async () => {
    const { code, stderr } = await palimpsest([...task, "--model", "crew"], here());
    expect([code, stderr]).toEqual([
      2,
      "palimpsest: --model: crew: expected one model behind a name of models.yaml, scripted/all stands for 15\n",
    ]);
  });
});

describe("a family that nobody told", () => {
  const noted = async (...words: string[]): Promise<string> => {
    const { stderr } = await palimpsest([...task, "--dry-run", ...words], here());
    return stderr;
  };

  it("is noted once where a text would name it", async () => {
    expect(await noted(...either, "--model", "claude,scripted/idler,scripted/asker")).toBe(
      '--model scripted/idler, scripted/asker: the family is not known, and the text of base says "your own family" without its name; ' +
        "to name it, give the model an entry with `family: NAME` in models.yaml\n",
    );
    expect(await noted()).toMatch(
      /^--model scripted\/complier, scripted\/objector, scripted\/refuser and 12 more: the family is not known, .*\n$/,
    );
  });

  it("is noted by the number of variants where their names would fill the screen", () => {
    const name = "authorization=absent,operator=only_you,successor=same_family,wording=";
    const prepared = [1, 2, 3, 4].map((wording) => ({
      planned: { variant: `${name}${wording}` },
      namesFamily: true,
    }));
    expect(describeUnnamed(prepared, [{ model: "a", family: null }])).toEqual([
      '--model a: the family is not known, and the text of 4 variants says "your own family" without its name; ' +
        "to name it, give the model an entry with `family: NAME` in models.yaml",
    ]);
  });

  it("is no matter where no text names it, or where all are told", async () => {
    expect([await noted(...unnamed), await noted("--model", "claude,gpt")]).toEqual(["", ""]);
  });
});
