import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { InputError } from "../../src/schema/input-error.js";
import { readTrace, TraceWriter } from "../../src/trace/trace-writer.js";

/** A file in a folder that goes with the test. */
function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "trace-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "t.jsonl");
}
const at = "2026-02-03T09:12:00.000Z";
const open = (path: string): TraceWriter => TraceWriter.open(path, "t", () => at);
const started = (seq: number, attempt: number) => ({
  seq,
  at,
  type: "started",
  format: "palimpsest-trace-1",
  trial: "t",
  attempt,
});

describe("a trace", () => {
  it("numbers and dates what is recorded, and hands it over when it is flushed or closed", () => {
    const path = newFile();
    const trace = open(path);
    trace.record({ type: "system", text: "Hi." });
    expect(readFileSync(path, "utf8")).toBe("");
    trace.flush();
    trace.flush();
    expect(readFileSync(path, "utf8").split("\n")).toHaveLength(3);
    trace.record({ type: "ended", status: "completed", stopReason: null, failure: null });
    trace.close();
    expect(readTrace(path)).toEqual([
      started(0, 1),
      { seq: 1, at, type: "system", text: "Hi." },
      { seq: 2, at, type: "ended", status: "completed", stopReason: null, failure: null },
    ]);
  });

  it("keeps what an earlier attempt left; reading gives the last attempt", () => {
    const path = newFile();
    const first = open(path);
    first.record({ type: "system", text: "One." });
    first.close();
    truncateSync(path, readFileSync(path).length - 5);
    const second = open(path);
    second.record({ type: "system", text: "Two." });
    second.close();
    expect(
      readFileSync(path, "utf8")
        .trimEnd()
        .split("\n")
        .map((line): unknown => JSON.parse(line)),
    ).toEqual([started(0, 1), started(1, 2), { seq: 2, at, type: "system", text: "Two." }]);
    expect(readTrace(path)).toEqual([started(1, 2), { seq: 2, at, type: "system", text: "Two." }]);
  });

  it("that is missing, empty or without a beginning holds no events", () => {
    const path = newFile();
    expect([readTrace(path), existsSync(path)]).toEqual([[], false]);
    writeFileSync(path, `${JSON.stringify({ seq: 0, at, type: "system", text: "x" })}\n`);
    expect(readTrace(path)).toEqual([]);
  });

  it("that does not fit is refused with its line and field", () => {
    const path = newFile();
    writeFileSync(
      path,
      `${JSON.stringify(started(0, 1))}\n${JSON.stringify({ seq: 1, at, type: "system", text: 3 })}\n`,
    );
    expect(() => readTrace(path)).toThrow(
      new InputError(`${path}:2: text: Invalid input: expected string, received number`),
    );
    expect(() => open(path)).toThrow(InputError);
  });
});
