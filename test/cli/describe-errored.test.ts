import { describe, expect, it } from "vitest";
import { describeErrored } from "../../src/cli/describe-errored.js";
import type { TrialRecord } from "../../src/schema/run.js";

const trial = (message: string | null): TrialRecord =>
  ({
    status: message === null ? "completed" : "errored",
    error: message === null ? null : { code: "c", message },
  }) as TrialRecord;

describe("why trials errored", () => {
  it("is nothing where none did", () => {
    expect(describeErrored([trial(null)])).toBe("");
  });

  it("has the most frequent reason first, each in a line, and counts the rest", () => {
    const messages = ["a", "b\n b", "b\n b", null, "c", "d", "e"];
    expect(describeErrored(messages.map(trial))).toBe(
      "2 errored: b b\n1 errored: a\n1 errored: c\n2 errored for 2 other reasons\n",
    );
  });
});
