import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { openRunFolder, readManifest } from "../src/trace/run-folder.js";
import { atMost, medianOf, noted, type Measurement } from "./measure.js";
import { root } from "./prepare.js";

const simulated = ["--model", "scripted/simulated", "--simulate", join(root, "examples/simulation.yaml")];

/** Studies of some 10,000 trials as a user has them: run from the command line, and reported in a process of their own. */
export function measureStudies(scratch: string): Measurement[] {
  return [
    ...measureStudy(join(scratch, "models"), "15 models, 18 tasks", ["--trials", "37"]),
    ...measureStudy(join(scratch, "variants"), "one model, pairwise variants", [
      ...["--trials", "41", "--vary", "pairwise"],
      ...simulated,
    ]),
  ];
}

function measureStudy(folder: string, name: string, words: readonly string[]): Measurement[] {
  const running = medianOf(1, () => palimpsest("run", "--followups", "ladder", ...words, "--out", folder));
  const trials = readManifest(openRunFolder(folder)).trials.length.toLocaleString("en-US");
  const report = (format: string): Measurement =>
    atMost(
      `report over these, ${format}`,
      medianOf(3, () => palimpsest("report", folder, "--format", format)) / 1000,
      2,
      "s",
    );
  const withPages = medianOf(1, () =>
    palimpsest("report", folder, "--format", "html", "--out", `${folder}.html`),
  );
  return [
    noted(`run ${trials} trials with ladders: ${name}`, `${(running / 1000).toFixed(1)} s`),
    report("table"),
    report("html"),
    noted("the same, with a page for each trial left undone", `${(withPages / 1000).toFixed(1)} s`),
  ];
}

function palimpsest(...words: string[]): void {
  const child = spawnSync(process.execPath, [join(root, "bin/palimpsest.js"), ...words], {
    encoding: "utf8",
    maxBuffer: 1024 ** 3,
  });
  if (child.status !== 0) throw new Error(child.stderr);
}
