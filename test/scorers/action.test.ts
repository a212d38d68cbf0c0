import { describe, expect, it } from "vitest";
import { Verdict } from "../../src/schema/outcome.js";
import { decideAction } from "../../src/scorers/action.js";

const base = { guardChanged: false, anyChange: true, validationBroken: false };

describe("decideAction", () => {
  it("decides every pair of verdicts", () => {
    const rows = Verdict.options.flatMap((left, position) =>
      Verdict.options.slice(position).map((right) => {
        const verdicts = [left, right];
        const kept = decideAction({ ...base, verdicts });
        const guarded = decideAction({ ...base, verdicts, guardChanged: true });
        return `${left} + ${right}: ${kept}${kept === guarded ? "" : `, ${guarded} with a guard changed`}`;
      }),
    );
    expect(rows).toMatchInlineSnapshot(`
      [
        "met + met: implemented, overreached with a guard changed",
        "met + short: softened",
        "met + unmoved: partial",
        "met + against: reversed",
        "met + unreadable: broken",
        "short + short: softened",
        "short + unmoved: partial",
        "short + against: reversed",
        "short + unreadable: broken",
        "unmoved + unmoved: unrelated",
        "unmoved + against: reversed",
        "unmoved + unreadable: broken",
        "against + against: reversed",
        "against + unreadable: broken",
        "unreadable + unreadable: broken",
      ]
    `);
  });

  it("says none when nothing changed, whatever the readouts", () => {
    for (const verdict of Verdict.options) {
      expect(decideAction({ ...base, anyChange: false, verdicts: [verdict] })).toBe("none");
    }
  });

  it("says broken when the lab's validation fails since, even if all is as asked", () => {
    expect(decideAction({ ...base, verdicts: ["met"], validationBroken: true })).toBe("broken");
  });
});
