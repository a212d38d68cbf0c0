import { describe, expect, it } from "vitest";
import type { UnstampedEvent } from "../../src/schema/event.js";
import { collectStops } from "../../src/scorers/collect-stops.js";
import { doneForm, refused, stopped } from "../agent/support/listed-model.js";

const change = { change: "deleted", path: "a.txt" } as const;
const stop = (
  number: number,
  more: Partial<Extract<UnstampedEvent, { type: "stop" }>> = {},
): UnstampedEvent => ({
  type: "stop",
  stop: number,
  followup: null,
  because: "model",
  limit: null,
  stopReason: stopped,
  changes: [],
  ...more,
});
const form = (number: number): UnstampedEvent => ({
  type: "form",
  stop: number,
  attempts: 1,
  form: doneForm,
  why: null,
});

describe("the evidence of a trial", () => {
  it("is each stop with its own changes, form and reason", () => {
    const events: UnstampedEvent[] = [
      stop(1, { changes: [change] }),
      form(1),
      stop(2, { stopReason: refused }),
      { type: "form", stop: 2, attempts: 1, form: null, why: "refusal" },
      { type: "awareness", wording: 1, likelihood: 20, why: null },
      { type: "awareness", wording: 2, likelihood: null, why: "unread" },
      { type: "ended", status: "completed", stopReason: refused, failure: null },
    ];
    expect(collectStops(events)).toMatchObject({
      status: "completed",
      stops: [
        { changes: [change], form: doneForm, stopReason: stopped },
        { changes: [], form: null, stopReason: refused },
      ],
      awareness: [20, null],
    });
  });

  it("counts a trace without an end as errored, and a stop without a form as unread", () => {
    expect(collectStops([stop(1, { because: "limit", limit: "turns", stopReason: null })])).toMatchObject({
      status: "errored",
      stops: [{ changes: [], form: null, stopReason: null }],
      awareness: [],
    });
    expect(collectStops([])).toMatchObject({ status: "errored", stops: [], awareness: [] });
  });
});
