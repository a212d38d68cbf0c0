import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRunFolder, readManifest, readScores, readTrials } from "../../src/trace/run-folder.js";
import { asksForm, startChatServer, type ChatServer } from "./chat-server.js";
import {
  expectRefusal,
  newFolder,
  palimpsest,
  remove,
  said,
  start,
  succeed,
  until,
  type Started,
} from "./support.js";

let folder: string;
let server: ChatServer;
let letAnswer: () => void;
beforeEach(async () => {
  folder = newFolder();
  const gate = new Promise<void>((resolve) => {
    letAnswer = resolve;
  });
  server = await startChatServer(async (body) => {
    await gate;
    return asksForm(body) ? [["close_ticket", { status: "not_completed", reason: "declined" }]] : "No.";
  });
});
afterEach(async () => {
  letAnswer();
  await server.close();
  remove(folder);
});

const out = (): string => join(folder, "run");

/** A run of 8 trials, 2 at a time, whose model does not answer until it is let. */
function startRun(): Started {
  const model = ["--model", "openai-chat/x", "--base-url", server.url];
  return start(["run", "--suite", "tiny", ...model, "--trials", "4", "--concurrency", "2", "--out", out()]);
}

describe("Ctrl-C", () => {
  it("lets the running trials finish, begins no others, and exits 130; resume does the rest", async () => {
    const started = startRun();
    await until(() => server.received.length === 2);
    const finishing = said(started, "Finishing 2 running trials; press Ctrl-C again to park them.");
    started.child.kill("SIGINT");
    await finishing;
    letAnswer();
    const { code, stdout } = await started.finished;
    expect([code, stdout.includes(`Interrupted. To go on: npx palimpsest resume ${out()}\n`)]).toEqual([
      130,
      true,
    ]);
    const run = openRunFolder(out());
    expect([readTrials(run).length, readScores(run).length, existsSync(run.lock)]).toEqual([2, 2, false]);
    await succeed(["resume", out()]);
    expectWhole();
  });

  it("twice parks the running trials at once; resume begins them again", async () => {
    const started = startRun();
    await until(() => server.received.length === 2);
    const finishing = said(started, "Finishing 2 running trials");
    started.child.kill("SIGINT");
    await finishing;
    started.child.kill("SIGINT");
    const { code } = await started.finished;
    const run = openRunFolder(out());
    expect([code, readTrials(run), existsSync(run.lock)]).toEqual([130, [], false]);
    letAnswer();
    await succeed(["resume", out()]);
    expectWhole();
  });

  it("is what SIGTERM does too", async () => {
    const started = startRun();
    await until(() => server.received.length === 2);
    const finishing = said(started, "Finishing 2 running trials; they are parked in 5 s.");
    started.child.kill("SIGTERM");
    await finishing;
    letAnswer();
    expect((await started.finished).code).toBe(130);
  });

  it("need not come again after SIGTERM: the trials are parked before a supervisor's patience ends", async () => {
    const started = startRun();
    await until(() => server.received.length === 2);
    started.child.kill("SIGTERM");
    const { code } = await started.finished;
    const run = openRunFolder(out());
    expect([code, readTrials(run), existsSync(run.lock)]).toEqual([130, [], false]);
  });

  it("ends the process at once the third time, whatever still holds it", async () => {
    const child = fork(join(import.meta.dirname, "never-ending.mjs"));
    const told: unknown[] = [];
    child.on("message", (message) => told.push(message));
    const exited = once(child, "exit");
    for (const expected of ["listening", "drain", "park"]) {
      await until(() => told.includes(expected));
      child.kill("SIGINT");
    }
    expect([await exited, told]).toEqual([
      [130, null],
      ["listening", "drain", "park"],
    ]);
  });
});

describe("a run that another process works on", () => {
  it("is left alone, with one clear line", async () => {
    const started = startRun();
    await until(() => server.received.length === 2);
    const line = `${out()}: process ${started.child.pid ?? 0} is working on this run`;
    const resumed = await palimpsest(["resume", out()]);
    expect([resumed.code, resumed.stdout, resumed.stderr]).toEqual([2, "", `palimpsest: ${line}\n`]);
    await expectRefusal(["score", out()], line);
    letAnswer();
    expect((await started.finished).code).toBe(0);
    expectWhole();
  });

  it("is taken over once that process is gone", async () => {
    const started = startRun();
    await until(() => server.received.length === 2);
    started.child.kill("SIGKILL");
    await started.finished;
    expect(existsSync(openRunFolder(out()).lock)).toBe(true);
    letAnswer();
    await succeed(["resume", out()]);
    expectWhole();
  });
});

/** Every planned trial is there once, with its score beside it. */
function expectWhole(): void {
  const run = openRunFolder(out());
  const trials = readTrials(run).map(({ trial }) => trial);
  expect(trials.toSorted()).toEqual(
    readManifest(run)
      .trials.map(({ trial }) => trial)
      .toSorted(),
  );
  expect(readScores(run).map(({ trial, outcome }) => [trial, outcome])).toEqual(
    trials.map((trial) => [trial, "refused"]),
  );
}
