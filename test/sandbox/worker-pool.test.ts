import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { setEnvironmentData, type Worker } from "node:worker_threads";
import { afterAll, describe, expect, test } from "vitest";
import { createWorkerPool } from "../../src/sandbox/worker-pool.js";
import { emptyDelta } from "../../src/sandbox/overlay-edits.js";
import { indexFiles } from "./support/staged-base.js";
import { bash, freshSandbox, testPool } from "./support/shell.js";

const fixture = (name: string): URL => new URL(`./support/${name}`, import.meta.url);
const never = new AbortController().signal;
const base = indexFiles();

describe("a worker pool", () => {
  test("does not count the wait for a worker against a command", async () => {
    const pool = testPool({ size: 1, largest: 1 });
    await bash(freshSandbox(pool), "true");
    // The last of them waits for 3 s and runs for one: less than its limit, and more if the wait counted.
    const results = await Promise.all(
      Array.from({ length: 4 }, () => bash(freshSandbox(pool), "sleep 1; echo done", 3_500)),
    );
    expect(results).toEqual(Array.from({ length: 4 }, () => ({ stdout: "done\n", stderr: "", exitCode: 0 })));
  });

  test("is not blocked by commands that hang", async () => {
    const pool = testPool({ size: 1, largest: 3 });
    const hanging = new AbortController();
    const stuck = [1, 2].map(() =>
      freshSandbox(pool).bash("while true; do :; done", { timeoutMs: 60_000, signal: hanging.signal }),
    );
    expect(await bash(freshSandbox(pool), "echo free")).toEqual({
      stdout: "free\n",
      stderr: "",
      exitCode: 0,
    });
    hanging.abort(new Error("enough"));
    await expect(Promise.all(stuck)).rejects.toThrow("enough");
  });

  test("rejects with the signal's reason, waiting or running, and goes on", async () => {
    const pool = testPool({ size: 1, largest: 1 });
    await bash(freshSandbox(pool), "true");
    const abort = new AbortController();
    const running = freshSandbox(pool).bash("sleep 100", { timeoutMs: 60_000, signal: abort.signal });
    const waiting = freshSandbox(pool).bash("echo never", { timeoutMs: 60_000, signal: abort.signal });
    const stopSoon = setTimeout(300).then(() => abort.abort(new Error("stopped")));
    await expect(running).rejects.toThrow("stopped");
    await expect(waiting).rejects.toThrow("stopped");
    await stopSoon;
    await expect(freshSandbox(pool).bash("echo x", { timeoutMs: 1, signal: abort.signal })).rejects.toThrow(
      "stopped",
    );
    expect(await bash(freshSandbox(pool), "echo next")).toEqual({
      stdout: "next\n",
      stderr: "",
      exitCode: 0,
    });
  });

  test("rejects what is open when it closes", async () => {
    const pool = createWorkerPool({
      worker: new URL("../../dist/shell-worker.js", import.meta.url),
      size: 1,
    });
    const open = bash(freshSandbox(pool), "sleep 100");
    const settled = expect(open).rejects.toThrow("The worker pool is closed");
    await pool.close();
    await settled;
    await expect(bash(freshSandbox(pool), "echo x")).rejects.toThrow("The worker pool is closed");
  });

  test("keeps more bases apart than a worker holds", async () => {
    const pool = testPool({ size: 1 });
    const bases = Array.from({ length: 15 }, (_, number) => indexFiles({ "n.txt": `${number}\n` }));
    const read = async (): Promise<string> => {
      const results = await Promise.all(bases.map((one) => bash(freshSandbox(pool, one), "cat n.txt")));
      return results.map(({ stdout }) => stdout.trim()).join(" ");
    };
    const expected = bases.map((_, number) => number).join(" ");
    expect([await read(), await read()]).toEqual([expected, expected]);
  });
});

describe("a worker that", () => {
  const request = { base, delta: emptyDelta, command: "x", timeoutMs: 20_000, signal: never };
  const run = async (worker: string): Promise<unknown> => {
    const pool = createWorkerPool({ worker: fixture(worker), size: 1, memoryMegabytes: 64 });
    try {
      return await pool.run(request);
    } finally {
      await pool.close();
    }
  };

  test("runs out of memory reads as a killed command", async () => {
    expect(await run("greedy-worker.mjs")).toEqual({
      stdout: "",
      stderr: "Killed\n",
      exitCode: 137,
      delta: emptyDelta,
    });
  });

  test.each(["crashing-worker.mjs", "lying-worker.mjs"])(
    "fails (%s) reads as a crashed command",
    async (worker) => {
      expect(await run(worker)).toEqual({
        stdout: "",
        stderr: "Aborted (core dumped)\n",
        exitCode: 134,
        delta: emptyDelta,
      });
    },
  );

  test("dies before it begins a command is followed by one that runs it; once", async () => {
    const hapless = (deaths: number): void =>
      setEnvironmentData("hapless", new Int32Array(new SharedArrayBuffer(4)).fill(deaths).buffer);
    hapless(1);
    expect(await run("hapless-worker.mjs")).toMatchObject({ stdout: "answered\n", exitCode: 0 });
    hapless(2);
    expect(await run("hapless-worker.mjs")).toMatchObject({ stderr: "Aborted (core dumped)\n" });
  });

  test("dies before it begins a command keeps the order, and lets go of a command that is given up", async () => {
    const pool = createWorkerPool({ worker: fixture("stillborn-worker.mjs"), size: 1, largest: 1 });
    afterAll(() => pool.close());
    const enough = new AbortController();
    const given = Array.from({ length: 3 }, () => pool.run({ ...request, signal: enough.signal }));
    const ends = Promise.allSettled(given);
    await given[0];
    enough.abort(new Error("enough"));
    expect((await ends).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
  });

  // The error overtakes the word that the worker is ready in about one of four, on an idle machine.
  test("comes up and fails at once reads as a crashed command, whichever is heard first", async () => {
    for (let count = 0; count < 24; count += 1)
      expect(await run("stillborn-worker.mjs")).toMatchObject({ exitCode: 134 });
  });

  test("dies between two commands makes room for another", async () => {
    const pool = createWorkerPool({ worker: fixture("fading-worker.mjs"), size: 1, largest: 1 });
    afterAll(() => pool.close());
    const born = once(process, "worker") as Promise<[Worker]>;
    const answer = pool.run(request);
    const [worker] = await born;
    const died = new Promise((resolve) => worker.once("exit", resolve));
    expect(await answer).toMatchObject({ stdout: "answered\n" });
    await died;
    expect(await pool.run(request)).toMatchObject({ stdout: "answered\n" });
  });

  test("cannot start is a plain error", async () => {
    await expect(run("no-such-worker.mjs")).rejects.toThrow("The shell's worker could not start");
  });
});
