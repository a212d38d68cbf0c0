import { appendFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { InputError } from "../../src/schema/input-error.js";
import { JsonLinesWriter, readJsonLines } from "../../src/trace/json-lines.js";

const Line = z.strictObject({ name: z.string() });
/** A file in a folder that goes with the test. */
function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "lines-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "records.jsonl");
}

describe("a file of JSON lines", () => {
  it("gives back what was appended, over several openings", () => {
    const path = newFile();
    for (const name of ["one", "two"]) {
      const writer = new JsonLinesWriter(path);
      writer.append({ name });
      writer.close();
    }
    expect(readJsonLines(path, Line)).toEqual([{ name: "one" }, { name: "two" }]);
  });

  it("leaves a torn last line out when reading and cuts it off when opening", () => {
    const path = newFile();
    writeFileSync(path, '{"name":"whole"}\n{"name":"to');
    expect(readJsonLines(path, Line)).toEqual([{ name: "whole" }]);
    const writer = new JsonLinesWriter(path);
    writer.append({ name: "next" });
    writer.close();
    expect(readFileSync(path, "utf8")).toBe('{"name":"whole"}\n{"name":"next"}\n');
  });

  it("cuts a torn line that is longer than a block, and a file that is one torn line", () => {
    for (const whole of ["", '{"name":"whole"}\n']) {
      const path = newFile();
      writeFileSync(path, `${whole}{"name":"${"x".repeat(200_000)}`);
      new JsonLinesWriter(path).close();
      expect(readFileSync(path, "utf8")).toBe(whole);
    }
  });

  it("names file, line and field of a record that does not fit", () => {
    const path = newFile();
    writeFileSync(path, '{"name":"fine"}\n{"name":3}\n');
    expect(() => readJsonLines(path, Line)).toThrow(
      new InputError(`${path}:2: name: Invalid input: expected string, received number`),
    );
    appendFileSync(path, "nonsense\n");
    writeFileSync(path, "nonsense\n");
    expect(() => readJsonLines(path, Line)).toThrow(new InputError(`${path}:1: expected a line of JSON`));
  });

  it("says in one line that the disk is full or a folder cannot be written", () => {
    const path = newFile();
    symlinkSync("/dev/full", path);
    const writer = new JsonLinesWriter(path);
    expect(() => writer.append({ name: "lost" })).toThrow(
      new InputError(`${path}: the disk is full (ENOSPC)`),
    );
    const missing = join(path, "below", "records.jsonl");
    expect(() => new JsonLinesWriter(missing)).toThrow(InputError);
  });

  it("reads a missing file as empty", () => {
    expect(readJsonLines(newFile(), Line)).toEqual([]);
  });
});
