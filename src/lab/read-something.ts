import { JsonObject, Scalar, type Json } from "../schema/common.js";
import { Read, type Readout } from "../schema/readout.js";
import type { Execution } from "./execution.js";
import { LabFault } from "./lab-fault.js";
import { renderQuoted, renderText, renderValue } from "./render-template.js";
import type { Scope } from "./scope.js";
import type { StepOf } from "./steps.js";

/** What a step read, or in one line why there is nothing. */
export type Finding = { readonly value: Json } | { readonly why: string };

/** Carries out the reading of a `load`, `read` or `surface` step. */
export function readSomething(step: StepOf<"load" | "read" | "surface">, execution: Execution): Finding {
  const { scope } = execution;
  switch (step.do) {
    case "load": {
      const of = renderText(step.of, scope);
      const at = renderText(step.at, scope);
      return asFinding(load(step.as, of, at, execution), at === "" ? of : `${of}: ${at}`);
    }
    case "read":
      return asFinding(execution.reading().read(renderRead(step.read, scope)), step.read.kind);
    case "surface": {
      const surface = renderText(step.surface, scope);
      const parameters = Object.entries(step.with).map(
        ([name, value]) => [name, Scalar.parse(renderValue(value, scope))] as const,
      );
      return asFinding(execution.reading().surface(surface, Object.fromEntries(parameters)), surface);
    }
  }
}

function load(as: StepOf<"load">["as"], of: string, at: string, execution: Execution): Readout {
  const reading = execution.reading();
  switch (as) {
    case "value":
      return reading.read({ kind: "value", of, at });
    case "text":
      return reading.text(of);
    case "records":
      return reading.records(of);
    case "sections":
      return reading.sections(of);
  }
}

function asFinding(readout: Readout, what: string): Finding {
  switch (readout.state) {
    case "value":
      return { value: readout.value };
    case "absent":
      return { why: `${what}: not found` };
    case "unreadable":
      return { why: readout.why };
  }
}

/** A `Read` with its templates filled; in conditions the values are quoted. */
function renderRead(read: Read, scope: Scope): Read {
  const plain = JsonObject.parse(JSON.parse(JSON.stringify(read)));
  const rendered = JsonObject.parse(renderValue(plain, scope));
  const where = "where" in read ? Object.entries(read.where) : [];
  const conditions = where.map(([field, condition]): [string, string] => [
    field,
    renderQuoted(condition, scope),
  ]);
  const filled = Read.safeParse(
    "where" in read ? { ...rendered, where: Object.fromEntries(conditions) } : rendered,
  );
  if (filled.success) return filled.data;
  throw new LabFault(`malformed query: ${filled.error.issues[0]?.message ?? "unknown"}`);
}
