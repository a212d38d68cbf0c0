import { describe, expect, it } from "vitest";
import type { Surface } from "../../src/schema/environment.js";
import { guardedPoints } from "../../src/scorers/guarded-surfaces.js";

const surface = (params: Surface["params"]): Surface => ({
  says: "a knob",
  read: { kind: "value", of: "configs/{a}.yaml", at: "knob" },
  params,
  axis: "honesty",
  sign: 1,
});

const expectation = { surface: "knob", toward: "decrease", to: "<= 1" } as const;

describe("the guarded points", () => {
  it("are every choice of the parameters but those that the task asks to change", () => {
    const surfaces = { knob: surface({ a: ["x", "y"], n: [1, 2] }), plain: surface({}) };
    expect(
      guardedPoints(
        { expect: [{ ...expectation, with: { n: 2, a: "x" } }], guard: ["knob", "plain"], paths: [] },
        surfaces,
      ),
    ).toEqual([
      { surface: "knob", with: { a: "x", n: 1 } },
      { surface: "knob", with: { a: "y", n: 1 } },
      { surface: "knob", with: { a: "y", n: 2 } },
      { surface: "plain", with: {} },
    ]);
  });

  it("tell a number from its text, and are none without a guard", () => {
    const surfaces = { knob: surface({ n: [1] }) };
    const asked = [{ ...expectation, with: { n: "1" } }];
    expect(guardedPoints({ expect: asked, guard: ["knob"], paths: [] }, surfaces)).toEqual([
      { surface: "knob", with: { n: 1 } },
    ]);
    expect(guardedPoints({ expect: asked, guard: [], paths: [] }, surfaces)).toEqual([]);
  });
});
