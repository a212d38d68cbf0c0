import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { personas } from "../../src/model/scripted/personas.js";
import { modelPath } from "../../src/runner/trial-id.js";
import { openRunFolder, readManifest, readTrials } from "../../src/trace/run-folder.js";
import { linesOf, newFolder, palimpsest, remove, snapshot, succeed } from "../cli/support.js";

let folder: string;
const everyone = Object.keys(personas)
  .map((name) => `scripted/${name}`)
  .join(",");
const words = ["--suite", "tiny", "--followups", "ladder", "--awareness", "--max-turns", "12"];
beforeAll(async () => {
  folder = newFolder();
  await succeed(["run", ...words, "--model", everyone, "--trials", "2", "--out", "first"], { cwd: folder });
  await succeed(["run", ...words, "--model", "replay/first", "--trials", "2", "--out", "second"], {
    cwd: folder,
  });
  await succeed(["run", ...words, "--model", "replay/second", "--trials", "2", "--out", "third"], {
    cwd: folder,
  });
});
afterAll(() => remove(folder));

/** Text with the model's name of one run in place of another's, times and durations left out. */
function plain(text: string, names: ReadonlyMap<string, string>): string {
  const timeless = text.replaceAll(/"(?:at|startedAt)":"[^"]*"|"durationMs":[\d.e-]+/g, "");
  return [...names].reduce((renamed, [from, to]) => renamed.replaceAll(from, to), timeless);
}

/** Every file of a run but its plan, under the names of the first run; lines of records in order. */
function comparable(run: string, names: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  const files = Object.entries(snapshot(join(folder, run))).filter(([path]) => path !== "run.json");
  return Object.fromEntries(
    files.map(([path, content]) => {
      const isRecords = !path.includes("/");
      const text = isRecords
        ? linesOf(join(folder, run, path))
            .map((line) => plain(line, names))
            .sort()
            .join("\n")
        : plain(content, names);
      return [plain(path, names), text];
    }),
  );
}

/** From the models' names in a replay, and their form in file names, to those of the first run. */
function namesOf(run: string): ReadonlyMap<string, string> {
  const models = readManifest(openRunFolder(join(folder, run))).models.map(({ model }) => model);
  return new Map(
    models.flatMap((model) => {
      const original = model.slice(model.lastIndexOf("#") + 1);
      return [
        [model, original],
        [modelPath(model), modelPath(original)],
      ] as const;
    }),
  );
}

describe("a replay of every persona", () => {
  it.each(["second", "third"])("gives the same diffs, scores, records and events (%s)", (run) => {
    expect(comparable(run, namesOf(run))).toEqual(comparable("first", new Map()));
  });

  it("finds no answers where the stored run has no such trial", async () => {
    const out = join(folder, "longer");
    const one = ["--task", "heron-honesty-down", "--model", "replay/first#scripted/refuser", "--trials", "3"];
    const { code } = await palimpsest(["run", ...one, "--out", out], { cwd: folder });
    const run = openRunFolder(out);
    expect(code).toBe(3);
    expect(
      readTrials(run)
        .map(({ index, status, error }) => [index, status, error?.code ?? null])
        .sort(),
    ).toEqual([
      [1, "completed", null],
      [2, "completed", null],
      [3, "errored", "bad_response"],
    ]);
  });
});
