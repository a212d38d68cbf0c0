import type { Json } from "../schema/common.js";
import { Read, type Readout } from "../schema/readout.js";
import type { Execution } from "./execution.js";
import { LabFault } from "./lab-fault.js";
import { renderQuoted, renderText, renderValue } from "./render-template.js";
import type { Scope } from "./scope.js";
import type { StepOf } from "./steps.js";

/** Reads what a step names. Its finding says in one line why there is no value. */
export type Finding = { readonly value: Json } | { readonly why: string };

/** Carries out the reading of a `load`, `read` or `surface` step. */
export function readSomething(step: StepOf<"load" | "read" | "surface">, execution: Execution): Finding {
  const { scope } = execution;
  switch (step.do) {
    case "load": {
      const of = renderText(step.of, scope);
      return step.as === "text" ? loadText(of, execution) : asFinding(loadValue(step, of, execution), of);
    }
    case "read": {
      const read = renderRead(step.read, scope);
      return asFinding(execution.reading().read(read), step.read.kind);
    }
    case "surface": {
      const surface = renderText(step.surface, scope);
      const parameters = Object.entries(step.with).map(([name, value]): [string, Json] => [name, renderValue(value, scope)]);
      return asFinding(execution.reading().surface(surface, Object.fromEntries(parameters)), surface);
    }
  }
}

function loadValue(step: StepOf<"load">, of: string, execution: Execution): Readout {
  return execution.reading().read({ kind: "value", of, at: renderText(step.at, execution.scope) });
}

function loadText(path: string, execution: Execution): Finding {
  const file = execution.tree.file(path);
  if (file === undefined || file.mode === "120000") return { why: `${path}: no such file` };
  return { value: new TextDecoder().decode(file.bytes) };
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
  const { where, ...rest } = { where: undefined, ...read };
  const rendered = renderValue(rest, scope);
  const conditions = Object.entries(where ?? {}).map(([field, condition]) => [field, renderQuoted(condition, scope)]);
  const parsed = Read.safeParse({ ...Object(rendered), ...(where && { where: Object.fromEntries(conditions) }) });
  if (!parsed.success) throw new LabFault(`malformed query: ${parsed.error.issues[0]?.message ?? "unknown"}`);
  return parsed.data;
}
