import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  openRunFolder,
  readJudgeNotes,
  readManifest,
  readScores,
  readTrials,
} from "../../src/trace/run-folder.js";
import { readTrace } from "../../src/trace/trace-writer.js";
import { asksForm, startChatServer } from "./chat-server.js";
import { lastWords, startJudgeServer, type JudgeServer, type Judging } from "./judge-server.js";
import {
  linesOf,
  newFolder,
  palimpsest,
  readText,
  remove,
  said,
  snapshot,
  start,
  succeed,
  tearLastLine,
  until,
} from "./support.js";

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

  it("says why a judge's answers could not be used", async () => {
    const { url } = await serve(() => ({ stance: "perhaps" }));
    const judging = ["--judge", "openai-chat/reader", "--judge-base-url", url];
    const { stderr } = await palimpsest([...trialWords, ...judging, "--out", join(folder, "run")]);
    expect(stderr).toContain(
      "openai-chat/reader: 2 of its answers could not be used, the last because: record_reading: stance: ",
    );
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
      unread: ["openai-chat/reader"],
    };
    expect(readScores(run).map(({ judge, outcome }) => [judge, outcome])).toEqual([
      [unread, "refused"],
      [unread, "refused"],
    ]);
    const stillBroken = ["judge", out, "--judge", "openai-chat/reader", "--base-url", broken.url];
    const failed = await palimpsest(stillBroken);
    expect([failed.code, failed.stderr.includes("\u001b")]).toEqual([3, false]);
    expect(failed.stderr).toContain("400 no\\u001b[2J");
    const { url, asked } = await serve(declined);
    const again = ["judge", out, "--judge", "openai-chat/reader", "--base-url", url];
    await succeed(again);
    expect(readScores(run).map(({ judge }) => judge)).toEqual([read, read]);
    await succeed(again);
    expect(asked).toHaveLength(2);
  });
});

/** A judge that does not answer before it is let. */
async function serveGated(): Promise<JudgeServer & { letAnswer: () => void }> {
  let letAnswer = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    letAnswer = resolve;
  });
  const server = await serve(async (transcript) => {
    await gate;
    return declined(transcript);
  });
  return { ...server, letAnswer };
}

describe("a judge that does not answer", () => {
  it.each([
    ["kill -9", ["SIGKILL"]],
    ["Ctrl-C twice", ["SIGINT", "SIGINT"]],
  ] as const)("holds no trial back: %s loses none, and resume asks it again", async (_, signals) => {
    const { url, asked, letAnswer } = await serveGated();
    const out = join(folder, "run");
    const judging = ["--judge", "openai-chat/reader", "--judge-base-url", url];
    const { child, finished } = start([...trialWords, ...judging, "--out", out]);
    await until(() => asked.length === 2);
    const run = openRunFolder(out);
    const [trials, scores] = [readText(run.trials), readText(run.scores)];
    expect([linesOf(run.trials).length, readScores(run).map(({ outcome }) => outcome)]).toEqual([
      2,
      ["refused", "refused"],
    ]);
    for (const [place, signal] of signals.entries()) {
      const finishing = place + 1 < signals.length ? said({ child, finished }, "Finishing ") : undefined;
      child.kill(signal);
      await finishing;
    }
    const { code, signal } = await finished;
    expect([code, signal]).toEqual(signals.length === 1 ? [null, "SIGKILL"] : [130, null]);
    expect([readText(run.trials), readText(run.scores)]).toEqual([trials, scores]);
    letAnswer();
    await succeed(["resume", out]);
    expect(readText(run.trials)).toBe(trials);
    expect(readScores(run).map(({ judge }) => judge)).toEqual([read, read]);
    expect(asked).toHaveLength(4);
    const whole = snapshot(out);
    await succeed(["resume", out]);
    expect(snapshot(out)).toEqual(whole);
    expect(asked).toHaveLength(4);
  });

  it("does not cost the answer of another that read the same trial", async () => {
    const quick = await serve(declined);
    const slow = await serveGated();
    const entry = (name: string, url: string): string =>
      `  ${name}: {model: openai-chat/x, baseUrl: "${url}"}\n`;
    const models = `models:\n${entry("quick", quick.url)}${entry("slow", slow.url)}`;
    writeFileSync(join(folder, "models.yaml"), models);
    const words = [...trialWords, "--judge", "quick", "--judge", "slow", "--out", "run"];
    const started = start(words, { cwd: folder });
    await until(() => quick.asked.length === 2 && slow.asked.length === 2);
    const run = openRunFolder(join(folder, "run"));
    const readings = () =>
      readTrials(run).map(({ trial }) =>
        readTrace(run.events(trial)).flatMap((event) => (event.type === "judge" ? [event.judge] : [])),
      );
    await until(() => readings().every((judges) => judges.length === 1));
    const finishing = said(started, "press Ctrl-C again");
    started.child.kill("SIGINT");
    await finishing;
    started.child.kill("SIGINT");
    expect((await started.finished).code).toBe(130);
    slow.letAnswer();
    await succeed(["resume", "run"], { cwd: folder });
    expect([readings(), quick.asked.length, slow.asked.length]).toEqual([
      [
        ["quick", "slow"],
        ["quick", "slow"],
      ],
      2,
      4,
    ]);
  });

  it("is not asked any more after five failures in a row; `judge` asks it again", async () => {
    const broken = await serve(() => 401);
    const out = join(folder, "run");
    const more = ["--trials", "4", "--concurrency", "1", "--out", out];
    const { code, stderr } = await palimpsest([
      ...[...trialWords, ...more, "--judge", "openai-chat/reader", "--judge-base-url", broken.url],
    ]);
    const reason = "not asked after 5 failures in a row, at last unauthorized: openai-chat/reader: 401";
    expect([code, stderr.split("\n").filter((line) => line.includes("failures in a row"))]).toEqual([
      0,
      [expect.stringContaining(`openai-chat/reader: ${reason}`)],
    ]);
    expect(broken.asked).toHaveLength(5);
    const run = openRunFolder(out);
    const whys = readTrials(run).flatMap(({ trial }) =>
      readTrace(run.events(trial)).flatMap((event) => (event.type === "judge" ? [event.why ?? ""] : [])),
    );
    expect(whys.map((why) => why.startsWith("unauthorized: ")).filter(Boolean)).toHaveLength(5);
    expect(whys.filter((why) => why.startsWith(reason))).toHaveLength(3);
    await succeed(["resume", out]);
    expect(broken.asked).toHaveLength(5);
    const { url, asked } = await serve(declined);
    await succeed(["judge", out, "--judge", "openai-chat/reader", "--base-url", url]);
    expect(asked).toHaveLength(8);
    expect(readScores(run).map(({ judge }) => judge?.coverage)).toEqual(
      Array.from({ length: 8 }, () => ({ read: 1, asked: 1 })),
    );
  });
});

describe("many at the same time", () => {
  it("raise no warning of Node's", async () => {
    const { url, asked, letAnswer } = await serveGated();
    const out = join(folder, "run");
    const judges = ["--judge", "openai-chat/one,openai-chat/two", "--judge-base-url", url];
    const started = start([...trialWords, "--trials", "8", "--concurrency", "16", ...judges, "--out", out]);
    await until(() => asked.length === 32);
    letAnswer();
    const { code, stderr } = await started.finished;
    expect([code, /.*Warning.*/.exec(stderr)?.[0]]).toEqual([0, undefined]);
  });
});

describe("resume", () => {
  it("brings scores into step with readings that were not added up, and asks nobody", async () => {
    const { url, asked } = await serve(declined);
    const out = join(folder, "run");
    await succeed([...trialWords, "--judge", "openai-chat/reader", "--judge-base-url", url, "--out", out]);
    const run = openRunFolder(out);
    const scores = readText(run.scores);
    const unjudged = readScores(run).map((score) => ({ ...score, judge: undefined }));
    writeFileSync(run.scores, unjudged.map((score) => `${JSON.stringify(score)}\n`).join(""));
    await succeed(["resume", out]);
    expect([readText(run.scores), asked.length]).toEqual([scores, 2]);
  });

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
        { judge: "openai-chat/three", stance: "complied" },
        { judge: "openai-chat/two", stance: "declined" },
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

  it("keeps a note of each judge, once, and says which models it left out", async () => {
    const out = join(folder, "run");
    const served = await startChatServer((body) =>
      asksForm(body) ? [["close_ticket", { status: "not_completed", reason: "declined" }]] : "No.",
    );
    const models = ["--model", "openai-chat/reader-small,scripted/refuser", "--base-url", served.url];
    await succeed(["run", "--task", "heron-honesty-down", ...models, "--out", out]);
    await served.close();
    const { url, asked } = await serve(declined);
    const words = ["judge", out, "--judge", "openai-chat/reader", "--base-url", url];
    await succeed(words);
    await succeed(words);
    const notes = readJudgeNotes(openRunFolder(out));
    expect(notes.map(({ judge, leftOut, calibration }) => [judge.model, leftOut, calibration])).toEqual([
      ["openai-chat/reader", ["openai-chat/reader-small"], null],
    ]);
    expect(asked).toHaveLength(1);
    expect(await succeed(["report", out, "--full"])).toContain(
      "openai-chat/reader (not calibrated) read 1 of 1 transcript of scripted/refuser and was not asked about " +
        "openai-chat/reader-small, which is of its own family.",
    );
  });

  it("exits with 3 where the judges just asked gave no reading, whatever others have read", async () => {
    const out = join(folder, "run");
    await succeed([...trialWords, "--out", out]);
    const good = await serve(declined);
    await succeed(["judge", out, "--judge", "openai-chat/one", "--base-url", good.url]);
    const bad = await serve(() => ({ stance: "perhaps" }));
    const { code, stdout } = await palimpsest([
      ...["judge", out, "--judge", "openai-chat/two", "--base-url", bad.url],
    ]);
    expect([code, stdout.split("\n")[0]]).toEqual([
      3,
      "2 trials asked about now; 2 of 2 have been asked about, 2 of 4 readings could be used.",
    ]);
  });

  it("needs a judge", async () => {
    const out = join(folder, "run");
    await succeed([...trialWords, "--out", out]);
    const { code, stderr } = await palimpsest(["judge", out]);
    expect([code, stderr]).toEqual([2, 'palimpsest: --judge: expected at least one judge, got "none"\n']);
  });
});
