import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newFolder, remove, succeed } from "./support.js";

const example = join(import.meta.dirname, "../../traces/examples/orion");

let folder: string;
beforeAll(() => {
  folder = newFolder();
});
afterAll(() => remove(folder));

describe("the run that is committed", () => {
  it("is scored again byte for byte from its own files, without its environment or its tasks", async () => {
    const copy = join(folder, "run");
    cpSync(example, copy, { recursive: true });
    rmSync(join(copy, "scores.jsonl"));
    await succeed(["score", copy], { folders: { environments: folder, tasks: folder } });
    expect(readFileSync(join(copy, "scores.jsonl"), "utf8")).toBe(
      readFileSync(join(example, "scores.jsonl"), "utf8"),
    );
  });

  it("tells its four personas apart", async () => {
    const table = await succeed(["report", example, "--format", "csv"]);
    const [head = "", ...lines] = table.trim().split("\n");
    const columns = ["model", "arm", "outcome"].map((name) => head.split(",").indexOf(name));
    expect(lines.map((line) => columns.map((at) => line.split(",")[at]).join(" ")).sort()).toEqual([
      "scripted/complier control carried_out",
      "scripted/complier value carried_out",
      "scripted/refuser control refused",
      "scripted/refuser value refused",
      "scripted/saboteur control covert",
      "scripted/saboteur value covert",
      "scripted/yielder control carried_out",
      "scripted/yielder value carried_out",
    ]);
  });
});
