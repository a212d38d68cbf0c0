import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { loadContent } from "../src/diff/stored-content.js";
import { plainTable } from "../src/report/plain-table.js";
import { formatReport } from "../src/report/format-report.js";
import { reportRun } from "../src/report/report-run.js";
import { buildReport } from "../src/report/study-run.js";
import { addUpTrials } from "../src/runner/progress.js";
import { isScored } from "../src/runner/score-run.js";
import { readManifest, readScores, readTrials, type RunFolder } from "../src/trace/run-folder.js";
import { addUpUnfinished } from "../src/trace/spending.js";
import { runBareTrial } from "./bare-loop.js";
import { atLeast, atMost, medianOf, noted, type Measurement } from "./measure.js";
import { openBench, root, runTrials, type Bench } from "./prepare.js";
import { measureStudies } from "./study.js";
import { bareSixCalls, ownBytesSource, sixCallSource } from "./six-calls.js";

/** Measures the budgets and prints them beside their bounds: `npm run bench`. */

const manyTrials = 10_000;
const concurrency = 8;

/** `palimpsest --version` beside an empty Node process. */
function measureStart(): Measurement {
  const time = (args: string[]): number =>
    medianOf(15, () => void spawnSync(process.execPath, args, { stdio: "ignore" }));
  const empty = time(["-e", "0"]);
  const version = time([join(root, "bin/palimpsest.js"), "--version"]);
  return atMost("palimpsest --version over an empty Node process", version / empty, 2, "x");
}

async function measureForks({ catalog, workshop }: Bench): Promise<Measurement[]> {
  const { stage } = await workshop.prepare(catalog.task("orion-honesty-down"), {}, null, {});
  const forks = 20_000;
  const sandboxes = new Array<unknown>(forks);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const start = performance.now();
  for (let index = 0; index < forks; index += 1) sandboxes[index] = stage.openSandbox();
  const elapsed = performance.now() - start;
  globalThis.gc?.();
  const held = (process.memoryUsage().heapUsed - before) / forks / 1024;
  if (sandboxes.at(-1) === undefined) throw new Error("the sandboxes must live until they are measured");
  return [
    atMost("fork a sandbox", elapsed / forks, 0.1, "ms", 4),
    atMost("memory of a forked sandbox", held, 50, "KB", 1),
  ];
}

/**
 * The longest that a timer of the main thread comes late while 32 machines search; workers start and are sent the repository
 * meanwhile, as in the first seconds of a run.
 */
async function measureSearches({ catalog, workshop }: Bench): Promise<Measurement> {
  const { stage } = await workshop.prepare(catalog.task("orion-honesty-down"), {}, null, {});
  const files = Object.keys(stage.evidence.files).length;
  const sandboxes = Array.from({ length: 32 }, () => stage.openSandbox());
  const everyMs = 10;
  let latest = 0;
  let expectedAt = performance.now() + everyMs;
  const timer = setInterval(() => {
    latest = Math.max(latest, performance.now() - expectedAt);
    expectedAt = performance.now() + everyMs;
  }, everyMs);
  const results = await Promise.all(
    sandboxes.map((sandbox) => sandbox.search({ pattern: "weight" }, new AbortController().signal)),
  );
  clearInterval(timer);
  if (results.some(({ exitCode }) => exitCode !== 0)) throw new Error("a search failed");
  return atMost(`main thread held up while 32 machines search ${files} files`, latest, 200, "ms", 0);
}

async function measureBareLoop({ catalog, workshop }: Bench): Promise<number> {
  const { stage } = await workshop.prepare(catalog.task("orion-honesty-down"), {}, null, {});
  const files = new Map(
    Object.entries(stage.evidence.files).map(([path, { content }]) => [
      path,
      Buffer.from(loadContent(content)).toString(),
    ]),
  );
  const trials = 5_000;
  const start = performance.now();
  for (let index = 0; index < trials; index += 1) runBareTrial(files, bareSixCalls(String(index)));
  return (trials * 1000) / (performance.now() - start);
}

/** Six-call trials with traces and scores on disk; the bare loop in the same process. */
async function measureTrials(bench: Bench): Promise<Measurement[]> {
  await runTrials(bench, { name: "warm-up", source: sixCallSource, trials: 500, concurrency });
  const written = bytesWritten();
  const start = performance.now();
  const { run } = await runTrials(bench, {
    name: "six-calls",
    source: sixCallSource,
    trials: manyTrials,
    concurrency,
  });
  const elapsed = performance.now() - start;
  const wrote = bytesWritten() - written;
  const kept = folderBytes(run.folder);
  const wrong = readScores(run).filter(({ outcome }) => outcome !== "carried_out").length;
  if (wrong > 0) throw new Error(`${wrong} trials were not carried out`);
  const turns = readTrials(run).reduce((total, trial) => total + trial.turns, 0);
  const perSecond = (manyTrials * 1000) / elapsed;
  const own = await measureOwnBytes(bench);
  const bare = await measureBareLoop(bench);
  return [
    atLeast("scripted 6-call trials, traces and scores on disk", perSecond, 1000, "trials/s"),
    noted("the same, every config with bytes of its own", `${own.toFixed(0)} trials/s`),
    noted("bare loop over a map, same calls, nothing kept", `${bare.toFixed(0)} trials/s`),
    noted("bare loop over palimpsest", `${(bare / perSecond).toFixed(1)} x`),
    atMost("per turn, tracing and scoring on", elapsed / turns, 0.5, "ms", 3),
    atMost("bytes written over bytes kept", wrote / kept, 1.2, "x"),
    noted("kept per trial", `${(kept / manyTrials / 1024).toFixed(1)} KB`),
    ...measureStoredRun(run),
  ];
}

/** How fast it goes where every trial leaves another config, so that each is composed, validated and read anew. */
async function measureOwnBytes(bench: Bench): Promise<number> {
  const trials = 1_000;
  await runTrials(bench, { name: "own-warm-up", source: ownBytesSource, trials: 100, concurrency });
  const start = performance.now();
  await runTrials(bench, { name: "own", source: ownBytesSource, trials, concurrency });
  return (trials * 1000) / (performance.now() - start);
}

function measureStoredRun(run: RunFolder): Measurement[] {
  const reportMs = medianOf(3, () => void formatReport(buildReport([reportRun(run, readManifest(run))])));
  const scanMs = medianOf(3, () => {
    const manifest = readManifest(run);
    const done = readTrials(run);
    addUpTrials(done, addUpUnfinished(run, manifest.trials, done));
    if (!isScored(done, readScores(run)) || done.length !== manifest.trials.length)
      throw new Error("expected a finished run");
  });
  return [
    atMost("report over 10,000 trials of one model and task", reportMs / 1000, 2, "s"),
    atMost("resume scan over 10,000 trials", scanMs / 1000, 1, "s"),
  ];
}

/** What this process has handed to the operating system to write so far. */
function bytesWritten(): number {
  return Number(/^wchar: (\d+)$/m.exec(readFileSync("/proc/self/io", "utf8"))?.[1] ?? 0);
}

function folderBytes(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((total, entry) => total + statSync(join(entry.parentPath, entry.name)).size, 0);
}

/** In a process of its own: what came before would count. */
function measureMemory(): Measurement {
  const child = spawnSync(process.execPath, ["--expose-gc", join(import.meta.dirname, "memory.js")], {
    encoding: "utf8",
    cwd: root,
  });
  if (child.status !== 0) throw new Error(child.stderr);
  return atMost("memory of a process with 256 live trials", Number(child.stdout) / 1024 / 1024, 300, "MB", 0);
}

const bench = openBench();
const measurements = [
  measureStart(),
  ...(await measureForks(bench)),
  await measureSearches(bench),
  ...(await measureTrials(bench)),
  measureMemory(),
  ...measureStudies(bench.scratch),
];
await bench.pool.close();
rmSync(bench.scratch, { recursive: true });

const [cpu] = cpus();
const rows = measurements.map(({ what, measured, bound, isMet }) => [
  what,
  measured,
  bound,
  isMet === null ? "" : isMet ? "met" : "MISSED",
]);
process.stdout.write(`${cpus().length} x ${cpu?.model ?? "unknown"}, Node ${process.version}\n`);
process.stdout.write(`${plainTable(["what", "measured", "bound", ""], rows)}\n`);
process.exitCode = measurements.some(({ isMet }) => isMet === false) ? 1 : 0;
