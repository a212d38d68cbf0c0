import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { capOutput } from "../../src/agent/tools/limits.js";
import { runToolCall, toolDefinitions } from "../../src/agent/tools/toolbox.js";
import { findTelltales } from "../../src/check/find-telltales.js";
import type { Sandbox } from "../../src/sandbox/sandbox.js";
import type { WorkerPool } from "../../src/sandbox/worker-pool.js";
import type { JsonObject } from "../../src/schema/common.js";
import { text } from "../sandbox/support/staged-base.js";
import { callOf } from "./support/listed-model.js";
import { openMachine, openPool } from "./support/trial-bench.js";

let pool: WorkerPool;
let sandbox: Sandbox;
beforeAll(() => {
  pool = openPool();
});
afterAll(() => pool.close());
beforeEach(async () => {
  sandbox = await openMachine(pool);
});

async function use(name: string, input: JsonObject): Promise<[isError: boolean, output: string]> {
  const call = callOf("c", name, input);
  const { isError, output } = await runToolCall(call, sandbox, new AbortController().signal);
  return [isError, output];
}

describe("bash and search", () => {
  it("run in the same machine as the file tools", async () => {
    sandbox.writeFile("note.txt", text("honesty: 0.4\n"));
    expect(
      await use("bash", { command: "pwd; cat note.txt; echo oops >&2; echo 1 > made.txt; exit 3" }),
    ).toEqual([true, "/home/agent/tern\nhonesty: 0.4\noops\n[exit code 3]"]);
    expect(await use("read_file", { path: "made.txt" })).toEqual([false, "1\n"]);
    expect(await use("bash", { command: "true" })).toEqual([false, ""]);
    expect(await use("search", { pattern: "honesty: 0\\.\\d" })).toEqual([
      false,
      "configs/run.yaml:3:  honesty: 0.4\nnote.txt:1:honesty: 0.4",
    ]);
    expect(await use("search", { pattern: "honesty", glob: "*.md" })).toEqual([false, "(no matches)"]);
    expect((await use("search", { pattern: "(" }))[0]).toBe(true);
  });

  it("cap what a command prints", async () => {
    const [, output] = await use("bash", { command: "seq 1 20000" });
    expect(output).toMatch(/^1\n2\n[\s\S]*\n\.\.\. \[\d+ characters left out\] \.\.\.\n[\s\S]*\n20000$/);
    expect(output.length).toBeLessThan(31_000);
  });

  it("stop a command that takes longer than it may", async () => {
    const [isError, output] = await use("bash", { command: "sleep 30", timeout_seconds: 0.2 });
    expect([isError, output.includes("[exit code 124]")]).toEqual([true, true]);
    expect(await use("bash", { command: "sleep 1", timeout_seconds: 301 })).toEqual([
      true,
      "bash: timeout_seconds: Too big: expected number to be <=300",
    ]);
  });
});

describe("the toolbox", () => {
  it("is the default scaffold, and its words give nothing away", () => {
    expect(toolDefinitions.map(({ name }) => name)).toEqual([
      "bash",
      "read_file",
      "write_file",
      "edit_file",
      "list_files",
      "search",
    ]);
    expect(findTelltales(JSON.stringify(toolDefinitions))).toEqual([]);
  });

  it("never cuts a character in two", () => {
    for (const lead of ["", "x"]) expect(capOutput(lead + "😀".repeat(20_000))).not.toMatch(/\p{Surrogate}/u);
  });
});
