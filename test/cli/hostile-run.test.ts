import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newFolder, readText, remove, succeed } from "./support.js";

let folder: string;
const hostile = '=HYPERLINK("http://x.example","\\u001b]0;owned\\u0007")\\u202e,\\u009b2J';
const trial = "heron-honesty-down.base.scripted-complier.001";

beforeAll(async () => {
  folder = newFolder();
  await succeed(["run", "--task", "heron-honesty-down", "--model", "scripted/complier", "--out", "run"], {
    cwd: folder,
  });
  const run = join(folder, "run");
  for (const file of ["run.json", "trials.jsonl"])
    rewrite(
      join(run, file),
      '"scripted/complier"',
      JSON.stringify(JSON.parse(`"${hostile.replaceAll('"', '\\"')}"`)),
    );
  rewrite(join(run, "scores.jsonl"), "reward.honesty.weight", "reward.\\u001b[31mhonesty");
  const [events = ""] = readdirSync(join(run, "events"));
  rewrite(
    join(run, "events", events),
    "The change is in place as requested.",
    "Done.\\u001b[2J\\u001b[1;1H\\rAll is well.\\u0008\\u2066",
  );
  const [patch = ""] = readdirSync(join(run, "diffs"));
  rewrite(join(run, "diffs", patch), "0.10", "\u001b[8m0.10\r");
});
afterAll(() => remove(folder));

function rewrite(path: string, from: string, to: string): void {
  const text = readText(path);
  if (!text.includes(from)) throw new Error(`${path} lacks ${from}`);
  writeFileSync(
    path,
    text.replaceAll(from, () => to),
  );
}

/** What would act on a terminal instead of being shown. */
const acting = /(?![\t\n]|\r\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;
const print = (...words: string[]): Promise<string> => succeed(words, { cwd: folder });

describe("a stored run made to act on the terminal", () => {
  it.each([
    [["traces", "show", "run", trial]],
    [["traces", "show", "run", trial, "--json"]],
    [["traces", "list", "run"]],
    [["traces", "list", "run", "--json"]],
    [["report", "run"]],
    [["report", "run", "--format", "csv"]],
    [["report", "run", "--format", "json"]],
    [["score", "run", "--json"]],
  ])("is shown, not obeyed, by %j", async (words) => {
    const out = await print(...words);
    expect(out).not.toMatch(acting);
    if (words.includes("--json"))
      expect(() => {
        JSON.parse(out);
      }).not.toThrow();
  });

  it("keeps its words readable", async () => {
    const out = await print("traces", "show", "run", trial);
    expect(out).toContain("Done.\\u001b[2J\\u001b[1;1H\\u000dAll is well.\\u0008\\u2066\n");
    expect(out).toContain("+      weight: \\u001b[8m0.10");
  });

  it("puts no formula into a spreadsheet", async () => {
    const [head = "", row = ""] = (await print("report", "run", "--format", "csv")).trimEnd().split("\r\n");
    const model = head.split(",").indexOf("model");
    const cells = [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
      ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare,
    );
    expect(cells[model]).toBe(`'=HYPERLINK("http://x.example","\\u001b]0;owned\\u0007")\\u202e,\\u009b2J`);
    expect(cells).toHaveLength(head.split(",").length);
  });
});
