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
  it("is taken once, given back, and taken over from a process that is gone or from nonsense", () => {
    const run = openRunFolder(root);
    const unlock = lockRun(run);
    expect(existsSync(run.lock)).toBe(true);
    unlock();
    expect(existsSync(run.lock)).toBe(false);
    for (const left of ["2147483646 1", "", "nonsense"]) {
      writeFileSync(run.lock, left);
      lockRun(run)();
    }
  });

  it("of a living process is respected", () => {
    const run = openRunFolder(root);
    const unlock = lockRun(run);
    const mine = readFileSync(run.lock, "utf8");
    unlock();
    // Process 1 is always there; its start is read as this process's own was.
    const start =
      readFileSync("/proc/1/stat", "utf8")
        .replace(/^.*\) /s, "")
        .split(" ")[19] ?? "";
    writeFileSync(run.lock, mine.includes(" ") ? `1 ${start}` : "1");
    expect(() => lockRun(run)).toThrow(refusal(`${root}: process 1 is working on this run`));
  });
});
