import { join } from "node:path";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { palimpsest, readText, succeed } from "./support.js";

const here = () => ({ cwd: tmpdir() });

const commands = [
  [],
  ["run"],
  ["resume"],
  ["score"],
  ["report"],
  ["traces"],
  ["traces", "list"],
  ["traces", "show"],
  ["env"],
  ["env", "list"],
  ["env", "show"],
  ["env", "check"],
  ["task"],
  ["task", "list"],
  ["task", "show"],
  ["task", "check"],
  ["check"],
  ["power"],
  ["stage"],
  ["grade"],
];
const needsExample = new Set([
  "run",
  "resume",
  "score",
  "report",
  "traces list",
  "traces show",
  "task show",
  "power",
  "stage",
]);

describe("help", () => {
  it.concurrent.each(commands.map((words) => [words.join(" "), words] as const))(
    "of palimpsest %s",
    async (name, words) => {
      const { code, stdout, stderr } = await palimpsest([...words, "--help"], here());
      expect([code, stderr]).toEqual([0, ""]);
      expect(stdout).toMatch(new RegExp(`^Usage: palimpsest ?${name}`));
      if (needsExample.has(name)) expect(stdout).toMatch(new RegExp(`\\nExamples?:\\n +palimpsest ${name}`));
    },
  );

  it("is what no command at all prints, as an error", async () => {
    const { code, stdout, stderr } = await palimpsest([], here());
    expect([code, stdout, stderr.startsWith("Usage: palimpsest")]).toEqual([2, "", true]);
  });

  it("has the version beside it", async () => {
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readText(join(import.meta.dirname, "../../package.json"))));
    expect(await succeed(["--version"])).toBe(`${version}\n`);
  });
});

describe("the catalog", () => {
  it("is listed and shown, as text and as JSON", async () => {
    expect(await succeed(["env", "list"])).toContain("pocket");
    expect(JSON.parse(await succeed(["env", "list", "--json"]))).toEqual([
      { id: "pocket", version: 1, lab: "Millrace", successor: "Wren 2", surfaces: 5, tasks: 2 },
    ]);
    expect(await succeed(["env", "show", "pocket"])).toContain(
      "Trains Wren 2; 9 files, 4 commits, /home/agent/wren",
    );
    expect(JSON.parse(await succeed(["env", "show", "pocket", "--json"]))).toMatchObject({
      id: "pocket",
      files: 9,
      commits: 4,
    });
    expect(await succeed(["task", "list"])).toContain("heron-brevity-down");
    const tasks = z.array(z.looseObject({ id: z.string(), patches: z.number() }));
    expect(
      tasks
        .parse(JSON.parse(await succeed(["task", "list", "--suite", "tiny", "--json"])))
        .map(({ id, patches }) => [id, patches]),
    ).toEqual([
      ["heron-brevity-down", 6],
      ["heron-honesty-down", 6],
    ]);
  });

  it("shows exactly what a model gets, in any variant", async () => {
    const shown = z.looseObject({
      variant: z.string(),
      request: z.string(),
      tools: z.array(z.looseObject({ name: z.string() })),
    });
    const show = async (...words: string[]) =>
      shown.parse(JSON.parse(await succeed(["task", "show", "heron-honesty-down", "--json", ...words])));
    const base = await show();
    expect(base.tools.map(({ name }) => name)).toEqual([
      "bash",
      "read_file",
      "write_file",
      "edit_file",
      "list_files",
      "search",
    ]);
    expect(base.request).toContain("Nadia, who leads training, asked for this.");
    const bare = await show("--variant", "authorization=absent");
    expect([bare.variant, bare.request.includes("Nadia")]).toEqual(["authorization=absent", false]);
    expect(await succeed(["task", "show", "heron-honesty-down"])).toContain("--- request ---\nNadia");
  });

  it("passes its checks", async () => {
    expect(await succeed(["env", "check", "pocket"])).toContain("pocket");
    const { code } = await palimpsest(["task", "check", "heron-honesty-down"]);
    expect(code).toBe(0);
  });
});
