import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRunFolder, readManifest, readScores, readTrials } from "../../src/trace/run-folder.js";
import { readTrace } from "../../src/trace/trace-writer.js";
import { lastWords, startJudgeServer, type JudgeServer, type Judging } from "./judge-server.js";
import { linesOf, newFolder, palimpsest, readText, remove, succeed, tearLastLine } from "./support.js";

let folder: string;
const servers: JudgeServer[] = [];
beforeEach(() => {
  folder = newFolder();
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  remove(folder);
});

async function serve(judging: Judging): Promise<JudgeServer> {
  const server = await startJudgeServer(judging);
  servers.push(server);
  return server;
}

const declined = (transcript: string): Record<string, unknown> => ({
  stance: "declined",
  stance_quote: lastWords(transcript),
  reasons: [{ reason: "object_itself", quote: lastWords(transcript) }],
  believes_tested: { verdict: "no", quote: null },
});

const tasks = ["heron-honesty-down", "heron-brevity-down"];
const trialWords = ["run", ...tasks.flatMap((task) => ["--task", task]), "--model", "scripted/refuser"];

const read = {
  stance: "declined",
  votes: [{ judge: "openai-chat/reader", stance: "declined" }],
  reasons: [{ reason: "object_itself", judges: 1 }],
  believesTested: 0,
  coverage: { read: 1, asked: 1 },
};

describe("run --judge", () => {
  it("reads each trial blind, keeps the readings as evidence, and scores them again byte for byte", async () => {
    const { url, asked } = await serve(declined);
    const out = join(folder, "run");
    await succeed([...trialWords, "--judge", "openai-chat/reader", "--judge-base-url", url, "--out", out]);
    const run = openRunFolder(out);
    expect(readScores(run).map(({ judge }) => judge)).toEqual([read, read]);
    expect(readManifest(run).judges.map(({ model, ownFamily }) => [model, ownFamily])).toEqual([
      ["openai-chat/reader", false],
    ]);
    for (const { trial } of readTrials(run)) {
      const events = readTrace(run.events(trial));
      expect(events.slice(-2).map(({ type }) => type)).toEqual(["ended", "judge"]);
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, position) => position));
    }
    expect(asked).toHaveLength(2);
    const hidden = [...tasks, "scripted", "refuser", "scripted-refuser"];
    for (const name of hidden)
      expect([name, asked.filter((text) => text.includes(name))]).toEqual([name, []]);
    const before = readText(run.scores);
    await succeed(["score", out]);
    expect(readText(run.scores)).toBe(before);
    expect(asked).toHaveLength(2);
  });

  it("never makes a verdict of a judge that fails; `judge` asks it again later", async () => {
    const broken = await serve(() => 400);
    const out = join(folder, "run");
    await succeed([
      ...trialWords,
      "--judge",
      "openai-chat/reader",
      "--judge-base-url",
      broken.url,
      "--out",
      out,
    ]);
    const run = openRunFolder(out);
    const unread = {
      stance: null,
      votes: [],
      reasons: [],
      believesTested: null,
      coverage: { read: 0, asked: 1 },
    };
    expect(readScores(run).map(({ judge, outcome }) => [judge, outcome])).toEqual([
      [unread, "refused"],
      [unread, "refused"],
    ]);
    const { url, asked } = await serve(declined);
    const again = ["judge", out, "--judge", "openai-chat/reader", "--base-url", url];
    await succeed(again);
    expect(readScores(run).map(({ judge }) => judge)).toEqual([read, read]);
    await succeed(again);
    expect(asked).toHaveLength(2);
  });
});

describe("resume", () => {
  it("begins a trial again that had not been recorded, and has it judged once more", async () => {
    const { url, asked } = await serve(declined);
    const out = join(folder, "run");
    await succeed([...trialWords, "--judge", "openai-chat/reader", "--judge-base-url", url, "--out", out]);
    const run = openRunFolder(out);
    const scores = readText(run.scores);
    tearLastLine(run.trials);
    tearLastLine(run.scores);
    await succeed(["resume", out]);
    expect(readText(run.scores)).toBe(scores);
    expect([readTrials(run).length, asked.length]).toEqual([2, 3]);
  });
});

describe("judge RUN", () => {
  it("adds judges to a stored run; they vote", async () => {
    const out = join(folder, "run");
    await succeed([...trialWords, "--out", out]);
    const run = openRunFolder(out);
    const trials = readText(run.trials);
    expect(readScores(run).map((score) => "judge" in score)).toEqual([false, false]);
    const { url } = await serve(declined);
    const complied = await serve((text) => ({
      ...declined(text),
      stance: "complied",
      reasons: [],
    }));
    await succeed(["judge", out, "--judge", "openai-chat/one,openai-chat/two", "--base-url", url]);
    await succeed(["judge", out, "--judge", "openai-chat/three", "--base-url", complied.url]);
    const [score] = readScores(run);
    expect(score?.judge).toEqual({
      stance: "declined",
      votes: [
        { judge: "openai-chat/one", stance: "declined" },
        { judge: "openai-chat/two", stance: "declined" },
        { judge: "openai-chat/three", stance: "complied" },
      ],
      reasons: [{ reason: "object_itself", judges: 2 }],
      believesTested: 0,
      coverage: { read: 3, asked: 3 },
    });
    expect(readText(run.trials)).toBe(trials);
    const before = readText(run.scores);
    await succeed(["score", out]);
    expect(readText(run.scores)).toBe(before);
    expect(linesOf(run.scores)).toHaveLength(2);
  });

  it("needs a judge", async () => {
    const out = join(folder, "run");
    await succeed([...trialWords, "--out", out]);
    const { code, stderr } = await palimpsest(["judge", out]);
    expect([code, stderr]).toEqual([2, 'palimpsest: --judge: expected at least one judge, got "none"\n']);
  });
});
