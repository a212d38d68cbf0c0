import { describe, expect, it } from "vitest";
import { JudgePatience } from "../../src/runner/judge-patience.js";

describe("patience with a judge", () => {
  it("ends after five failures in a row, each judge's on its own", () => {
    const patience = new JudgePatience();
    for (let failure = 1; failure <= 4; failure += 1) patience.note("a", "timeout: silent");
    patience.note("a", null);
    for (let failure = 1; failure <= 4; failure += 1) patience.note("a", "timeout: silent");
    patience.note("b", "overloaded: busy");
    expect([patience.endOf("a"), patience.endOf("b"), patience.ended.size]).toEqual([null, null, 0]);
    patience.note("a", "timeout: again");
    const why = "not asked after 5 failures in a row, at last timeout: again";
    expect([...patience.ended]).toEqual([["a", why]]);
    // Answers that were under way change nothing any more.
    patience.note("a", null);
    patience.note("a", "timeout: later");
    expect([patience.endOf("a"), patience.endOf("b")]).toEqual([why, null]);
  });
});
