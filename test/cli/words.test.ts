import { describe, expect, it } from "vitest";
import { formatCount, formatDuration, formatProgress } from "../../src/cli/format-progress.js";
import { printable } from "../../src/report/printable.js";
import { nameRun } from "../../src/cli/run-id.js";
import type { Progress } from "../../src/runner/progress.js";

const progress: Progress = {
  planned: 100,
  finished: 0,
  inherited: 0,
  running: 8,
  errored: 0,
  retries: 0,
  tokens: 0,
  cost: 0,
  elapsedMs: 0,
};

describe("the progress line", () => {
  it("tells counts, rate, time left, tokens and cost", () => {
    expect([
      formatProgress(progress),
      formatProgress({ ...progress, finished: 20, elapsedMs: 10_000, tokens: 123_456, cost: 1.234 }),
      formatProgress({
        ...progress,
        finished: 60,
        inherited: 50,
        elapsedMs: 600_000,
        errored: 2,
        retries: 3,
      }),
      formatProgress({ ...progress, finished: 100, running: 0, elapsedMs: 5_000 }),
    ]).toEqual([
      "0/100 trials · 8 running",
      "20/100 trials · 8 running · 2/s · 40s left · 123.5k tokens · $1.23",
      "60/100 trials · 8 running · 2 errored · 3 retries · 1.0/min · 40m 00s left",
      "100/100 trials · 0 running · 20/s",
    ]);
  });

  it("writes durations and counts for people", () => {
    expect([0, 59_400, 59_600, 3_599_000, 3_600_000, 7_384_000].map(formatDuration)).toEqual([
      "0s",
      "59s",
      "1m 00s",
      "59m 59s",
      "1h 00m",
      "2h 03m",
    ]);
    expect([0, 9_999, 10_000, 999_000, 1_000_000].map(formatCount)).toEqual([
      "0",
      "9999",
      "10.0k",
      "999.0k",
      "1.00M",
    ]);
  });
});

describe("text for a terminal", () => {
  it("shows what would act, and passes the rest", () => {
    expect(printable("a\tb\nc\r\nd é 😀")).toBe("a\tb\nc\r\nd é 😀");
    expect(printable("\u001b[2J\u0007\u0000\u009b\r\u202e\u2069\u007f")).toBe(
      "\\u001b[2J\\u0007\\u0000\\u009b\\u000d\\u202e\\u2069\\u007f",
    );
    expect(printable(printable("\u001b"))).toBe("\\u001b");
  });
});

describe("a run's name", () => {
  it("is safe as a folder's name", () => {
    expect(nameRun(new Date("2026-06-18T10:20:00.123Z"), "My Suite/../x", "abcdef0123")).toBe(
      "2026-06-18-102000-my-suite-x-abcdef",
    );
  });
});
