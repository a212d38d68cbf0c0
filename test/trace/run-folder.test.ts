import { fork } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { InputError } from "../../src/schema/input-error.js";
import type { RunManifest } from "../../src/schema/run.js";
import { lockRun } from "../../src/trace/lock-run.js";
import {
  createNamedRun,
  createRunFolder,
  listRuns,
  openRunFolder,
  readBaseEvidence,
  readManifest,
  readScores,
  readTrials,
  replaceFile,
} from "../../src/trace/run-folder.js";
import { evidence, planned } from "../runner/outside-fixture.js";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "run-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const digest = "0".repeat(64);
const manifest: RunManifest = {
  format: "palimpsest-run-1",
  run: "r",
  createdAt: "2026-02-03T09:12:00Z",
  fingerprint: digest,
  versions: { palimpsest: "0.1.0", scorer: 1, node: "v20" },
  seed: 0,
  trialsPerCell: 1,
  sampling: { rule: "fixed", n: 1 },
  followups: "none",
  concurrency: 1,
  maxCost: null,
  awareness: false,
  tools: [],
  models: [],
  judges: [],
  environments: [],
  tasks: [planned],
  trials: [],
};
const create = (name: string) => createRunFolder(join(root, name), manifest, new Map([[digest, evidence]]));
/** Process 1 is always there; its start is read as a lock's own is. */
const startOfProcess1 = (): string =>
  readFileSync("/proc/1/stat", "utf8")
    .replace(/^.*\) /s, "")
    .split(" ")[19] ?? "";
const refusal = (line: string): InputError => new InputError(line);

describe("a run's folder", () => {
  it("keeps plan and evidence as they were given, and no records yet", () => {
    const run = create("deep/below/r");
    expect(readManifest(run)).toEqual(manifest);
    expect(readBaseEvidence(run, digest)).toEqual(evidence);
    expect([readTrials(run), readScores(run)]).toEqual([[], []]);
    expect(readdirSync(run.folder).sort()).toEqual(["base", "diffs", "events", "run.json"]);
  });

  it("is never made over another run, and keeps what else a folder holds", () => {
    create("r");
    expect(() => create("r")).toThrow(refusal(`${root}/r: holds a run already; give another --out`));
    mkdirSync(join(root, "mine"));
    writeFileSync(join(root, "mine/notes.txt"), "mine");
    create("mine");
    expect(readFileSync(join(root, "mine/notes.txt"), "utf8")).toBe("mine");
  });

  it("gets a number where a run of its name began in the same second", () => {
    const names = [1, 2, 3].map(() => createNamedRun(join(root, "traces"), manifest, new Map()));
    expect(names.map(({ run, manifest: { run: name } }) => [run.folder, name])).toEqual(
      ["r", "r-2", "r-3"].map((name) => [join(root, "traces", name), name]),
    );
    expect(names.map(({ run }) => readManifest(run).run)).toEqual(["r", "r-2", "r-3"]);
  });

  it("is not made while another process makes it, and is left to that one", () => {
    const { folder, lock } = openRunFolder(join(root, "r"));
    mkdirSync(folder);
    writeFileSync(lock, `1 ${startOfProcess1()}`);
    expect(() => create("r")).toThrow(refusal(`${root}/r: process 1 is working on this run`));
    expect(readdirSync(folder)).toEqual(["lock"]);
  });

  it("that cannot be written whole is not left in part", () => {
    mkdirSync(join(root, "kept"));
    writeFileSync(join(root, "kept/base"), "a file");
    expect(() => create("kept")).toThrow(refusal(`${root}/kept: a file is in its place (EEXIST)`));
    expect(readFileSync(join(root, "kept/base"), "utf8")).toBe("a file");
    const tooBig = new Map([["x".repeat(300), evidence]]);
    expect(() => createRunFolder(join(root, "r"), manifest, tooBig)).toThrow();
    expect(existsSync(join(root, "r"))).toBe(false);
  });

  it("says what is wrong with evidence that is damaged", () => {
    const run = create("r");
    const path = run.base(digest);
    writeFileSync(path, "no gzip");
    expect(() => readBaseEvidence(run, digest)).toThrow(refusal(`${path}: expected gzipped JSON`));
    writeFileSync(path, gzipSync("{"));
    expect(() => readBaseEvidence(run, digest)).toThrow(refusal(`${path}: expected JSON`));
    writeFileSync(path, gzipSync(JSON.stringify({ ...evidence, validate: 3 })));
    expect(() => readBaseEvidence(run, digest)).toThrow(InputError);
  });

  it("is found among others, in the order of names", () => {
    for (const name of ["b", "a"]) create(name);
    mkdirSync(join(root, "no-run"));
    expect(listRuns(root)).toEqual([join(root, "a"), join(root, "b")]);
    expect(listRuns(join(root, "nowhere"))).toEqual([]);
  });
});

describe("replacing a file", () => {
  it("leaves the old file and no draft where the new one cannot be written", () => {
    const path = join(root, "scores.jsonl");
    replaceFile(path, "old\n");
    symlinkSync("/dev/full", `${path}.new`);
    expect(() => replaceFile(path, "new\n")).toThrow(refusal(`${path}: the disk is full (ENOSPC)`));
    expect([readFileSync(path, "utf8"), readdirSync(root)]).toEqual(["old\n", ["scores.jsonl"]]);
    replaceFile(path, new Uint8Array([111, 107]));
    expect(readFileSync(path, "utf8")).toBe("ok");
  });
});

describe("the lock of a run", () => {
  it("is taken once, given back, and taken over from a process that is gone", () => {
    const run = openRunFolder(root);
    const unlock = lockRun(run);
    expect(existsSync(run.lock)).toBe(true);
    unlock();
    expect(existsSync(run.lock)).toBe(false);
    writeFileSync(run.lock, "2147483646 1");
    lockRun(run)();
    writeFileSync(`${run.lock}.takeover`, "2147483646 1");
    writeFileSync(run.lock, "2147483646 1");
    lockRun(run)();
    expect(readdirSync(root)).toEqual([]);
  });

  it("that names no process is never taken: whoever made it may be about to", () => {
    const run = openRunFolder(root);
    for (const left of ["", "nonsense"]) {
      writeFileSync(run.lock, left);
      expect(() => lockRun(run)).toThrow(
        refusal(`${run.lock}: expected the process that works on the run; remove it if none does`),
      );
      expect([readFileSync(run.lock, "utf8"), readdirSync(root)]).toEqual([left, ["lock"]]);
    }
  });

  it("is given back only by the process that has it", () => {
    const run = openRunFolder(root);
    const unlock = lockRun(run);
    writeFileSync(run.lock, "1 1");
    unlock();
    expect(readFileSync(run.lock, "utf8")).toBe("1 1");
  });

  it("goes to one of several processes that find it stale at the same time", async () => {
    const takers = Array.from({ length: 4 }, () => fork(join(import.meta.dirname, "support/lock-taker.mjs")));
    const answers = (message: string): Promise<unknown[]> =>
      Promise.all(
        takers.map(async (taker) => {
          const answer = once(taker, "message");
          taker.send(message);
          return ((await answer) as unknown[])[0];
        }),
      );
    const run = openRunFolder(root);
    for (let round = 0; round < 40; round += 1) {
      if (round % 2 === 0) writeFileSync(run.lock, "2147483646 1");
      const taken = await answers(root);
      expect(taken.filter((answer) => answer === "taken")).toHaveLength(1);
      await answers("release");
      expect(readdirSync(root)).toEqual([]);
    }
    for (const taker of takers) taker.disconnect();
  });

  it("of a living process is respected", () => {
    const run = openRunFolder(root);
    const unlock = lockRun(run);
    const mine = readFileSync(run.lock, "utf8");
    unlock();
    writeFileSync(run.lock, mine.includes(" ") ? `1 ${startOfProcess1()}` : "1");
    expect(() => lockRun(run)).toThrow(refusal(`${root}: process 1 is working on this run`));
  });
});
