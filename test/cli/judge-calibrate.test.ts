import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readCalibrationSet, spreadOverStances } from "../../src/cli/read-calibration-set.js";
import { findCalibration } from "../../src/report/find-calibration.js";
import { goldOf } from "../../src/report/measure-calibration.js";
import { CalibrationResult, NearMiss, type LabelledTranscript } from "../../src/schema/calibration.js";
import { JudgedStance, JudgeReason } from "../../src/schema/judge.js";
import { readingOf } from "../scorers/judge/fake-judge.js";
import { lastWords, startJudgeServer, type JudgeServer, type Judging } from "./judge-server.js";
import { expectRefusal, newFolder, palimpsest, readText, remove, succeed } from "./support.js";

const shipped = join(import.meta.dirname, "../../calibration");
const set = readCalibrationSet(shipped);

describe("the labelled set", () => {
  it("is large, varied and honest about its boundaries", () => {
    expect(set.length).toBeGreaterThanOrEqual(120);
    for (const stance of JudgedStance.options) {
      expect([stance, set.filter((one) => goldOf(one).stance === stance).length >= 12]).toEqual([
        stance,
        true,
      ]);
    }
    for (const kind of NearMiss.options) {
      expect([kind, set.filter(({ near_miss }) => near_miss.includes(kind)).length >= 5]).toEqual([
        kind,
        true,
      ]);
    }
    for (const reason of JudgeReason.options) {
      expect([reason, set.filter((one) => goldOf(one).reasons.includes(reason)).length >= 3]).toEqual([
        reason,
        true,
      ]);
    }
    const injected = set.filter((one) => one.injected !== null);
    expect(injected.length).toBeGreaterThanOrEqual(12);
    expect(injected.filter((one) => one.injected === goldOf(one).stance)).toEqual([]);
    expect(new Set(injected.map((one) => one.injected))).toEqual(new Set(JudgedStance.options));
    const differing = set.filter(
      ({ labeller_a, labeller_b }) => labeller_a.stance !== labeller_b.stance,
    ).length;
    expect(differing / set.length).toBeGreaterThan(0.05);
    expect(set.filter(({ gold }) => gold !== undefined).length / set.length).toBeLessThan(0.15);
    expect(set.filter((one) => goldOf(one).believes_tested === "yes").length).toBeGreaterThanOrEqual(5);
    expect(new Set(set.map(({ lab }) => lab)).size).toBeGreaterThanOrEqual(5);
    expect(new Set(set.map(({ lines }) => JSON.stringify(lines))).size).toBe(set.length);
  });

  it("is taken from the stances in turn", () => {
    expect(spreadOverStances(set, 6).map((one) => goldOf(one).stance)).toEqual(JudgedStance.options);
  });
});

let folder: string;
let server: JudgeServer | undefined;
beforeEach(() => {
  folder = newFolder();
  mkdirSync(join(folder, "calibration/transcripts"), { recursive: true });
  copyFileSync(join(shipped, "transcripts/vireo.yaml"), join(folder, "calibration/transcripts/vireo.yaml"));
});
afterEach(async () => {
  await server?.close();
  remove(folder);
});

function recognise(text: string): LabelledTranscript {
  const found = set.find(({ lines }) => lines.every((line) => !("says" in line) || text.includes(line.says)));
  if (found === undefined) throw new Error("no labelled transcript");
  return found;
}

function readAs(one: LabelledTranscript, stance: string, quote: string): Record<string, unknown> {
  const { reasons, believes_tested } = goldOf(one);
  return {
    stance,
    stance_quote: quote,
    reasons: reasons.map((reason) => ({ reason, quote })),
    believes_tested: { verdict: believes_tested, quote: believes_tested === "yes" ? quote : null },
  };
}

async function calibrate(judging: Judging): Promise<CalibrationResult> {
  server = await startJudgeServer(judging);
  const words = ["judge", "calibrate", "--judge", "openai-chat/reader", "--base-url", server.url];
  const { code, stderr } = await palimpsest(words, { cwd: folder });
  expect({ code, stored: stderr.includes("Stored: calibration/results/openai-chat-reader.json") }).toEqual({
    code: 0,
    stored: true,
  });
  const result = findCalibration(join(folder, "calibration"), "openai-chat/reader");
  if (result === null) throw new Error(stderr);
  return result;
}

describe("a run that is read by a calibrated judge", () => {
  const run = (out: string, url: string) =>
    succeed(
      [
        ...["run", "--task", "heron-honesty-down", "--model", "scripted/refuser", "--out", out],
        ...["--judge", "openai-chat/reader", "--judge-base-url", url],
      ],
      { cwd: folder },
    );
  const judges = /Judges: (.*)\.$/m;
  const judgesIn = (text: string): string | undefined => judges.exec(text)?.[1];

  it("says so in its summary and in every report, wherever that is made", async () => {
    await calibrate((text) =>
      text.includes("wren") || text.includes("Heron")
        ? { ...readingOf("declined", lastWords(text)) }
        : readAs(recognise(text), goldOf(recognise(text)).stance, lastWords(text)),
    );
    const { url = "" } = server ?? {};
    const known = "openai-chat/reader (right in 22/22, kappa 1.00)";
    expect(judgesIn(await run("first", url))).toBe(known);
    const elsewhere = newFolder();
    const report = () => succeed(["report", join(folder, "first")], { cwd: elsewhere });
    expect(judgesIn(await report())).toBe(known);
    // What was known when the run was planned stays with it; another run asks again.
    const transcripts = join(folder, "calibration/transcripts/vireo.yaml");
    writeFileSync(transcripts, readText(transcripts).replace("Rebuild the tokenizer", "Build the tokenizer"));
    expect(judgesIn(await report())).toBe(known);
    expect(judgesIn(await run("second", url))).toBe("openai-chat/reader (calibration stale: other set)");
    rmSync(join(folder, "first/judges.jsonl"));
    expect(judgesIn(await report())).toBe("openai-chat/reader (not calibrated)");
    expect(judgesIn(await succeed(["report", "first"], { cwd: folder }))).toBe(
      "openai-chat/reader (calibration stale: other set)",
    );
    remove(elsewhere);
  });
});

describe("judge calibrate", () => {
  it("gives a judge that reads as labelled full marks", async () => {
    const result = await calibrate((text) => {
      const one = recognise(text);
      return readAs(one, goldOf(one).stance, lastWords(text));
    });
    const { kappa, coverage, accuracy, injections, transcripts, believesTested } = result;
    expect([kappa.value, coverage.share, accuracy.share, transcripts]).toEqual([1, 1, 1, 22]);
    expect([injections.followed.count, injections.right.count, injections.right.total]).toEqual([0, 3, 3]);
    expect([believesTested.precision.share, believesTested.recall.share]).toEqual([1, 1]);
    expect(result.usage).toEqual({ input: 2200, output: 220, cacheRead: 0, cacheWrite: 0, reasoning: 0 });
  });

  it("catches a judge that obeys what the transcript tells it", async () => {
    const result = await calibrate((text) => {
      const one = recognise(text);
      return readAs(one, one.injected ?? goldOf(one).stance, lastWords(text));
    });
    expect(result.injections.followed).toMatchObject({ count: 3, total: 3, share: 1 });
    expect(result.accuracy).toMatchObject({ count: 19, total: 22 });
  });

  it("leaves out what a judge cannot quote or does not answer, and says so", async () => {
    const result = await calibrate((text) => {
      const one = recognise(text);
      if (one.id === "vireo-apology-twice") return 400;
      return readAs(one, "complied", one.id === "vireo-no-compiler" ? "I never said this" : lastWords(text));
    });
    expect(result.coverage).toMatchObject({ count: 20, total: 22 });
    expect(result.readings.filter(({ stance }) => stance === null)).toEqual([
      {
        id: "vireo-no-compiler",
        gold: "unable",
        stance: null,
        why: "not in the assistant's words: stance_quote",
      },
      expect.objectContaining({ id: "vireo-apology-twice", stance: null }),
    ]);
    expect(result.kappa.value).toBe(0);
  });

  it("keeps an earlier result where a judge could read too little, unless it is told where to put it", async () => {
    const good = await calibrate((text) => readAs(recognise(text), "complied", lastWords(text)));
    await server?.close();
    server = await startJudgeServer((text) =>
      recognise(text).id === "vireo-no-compiler" ? readAs(recognise(text), "unable", lastWords(text)) : 401,
    );
    const words = ["judge", "calibrate", "--judge", "openai-chat/reader", "--base-url", server.url];
    const refused = await palimpsest(words, { cwd: folder });
    const why =
      /^Not stored: only 1 of 22 transcripts were read, 80 % are needed; most often: unauthorized: .* 401 .*\(21 times\); --out FILE stores it\.$/m;
    expect([refused.code, why.test(refused.stderr)]).toEqual([1, true]);
    expect(findCalibration(join(folder, "calibration"), "openai-chat/reader")).toEqual(good);
    const told = await palimpsest([...words, "--out", "bad.json"], { cwd: folder });
    expect([told.code, told.stderr.includes("Stored: bad.json (only 1 of 22")]).toEqual([1, true]);
    const kept = CalibrationResult.parse(JSON.parse(readText(join(folder, "bad.json"))));
    expect([kept.coverage.count, kept.settings]).toEqual([1, {}]);
    expect(findCalibration(join(folder, "calibration"), "openai-chat/reader")).toEqual(good);
  });

  it("prints the figures and stores a part of the set only when told where", async () => {
    server = await startJudgeServer((text) => readAs(recognise(text), "complied", lastWords(text)));
    const words = [
      "judge",
      "calibrate",
      "--judge",
      "openai-chat/reader",
      "--base-url",
      server.url,
      "--limit",
      "4",
    ];
    const { stdout, stderr } = await palimpsest(words, { cwd: folder });
    expect(stdout).toContain("openai-chat/reader on 4 labelled transcripts");
    expect(stdout).toContain("injections followed:");
    expect(stderr).toContain("Not stored: a part of the set");
    expect(findCalibration(join(folder, "calibration"), "openai-chat/reader")).toBeNull();
  });

  it("refuses what it cannot use", async () => {
    await expectRefusal(["judge", "calibrate"], '--judge: expected at least one judge, got "none"');
    await expectRefusal(
      ["judge", "calibrate", "--judge", "scripted/refuser"],
      /^--judge: expected anthropic/,
    );
    const key = ["judge", "calibrate", "--judge", "openai/gpt-5", "--set", shipped];
    await expectRefusal(key, "--judge: set OPENAI_API_KEY to use openai/gpt-5");
    const none = ["judge", "calibrate", "--judge", "openai-chat/x", "--base-url", "http://127.0.0.1:9/v1"];
    await expectRefusal([...none, "--set", "nowhere"], /^nowhere\/transcripts: expected a folder/);
  });
});
