import { isMap } from "../probes/structured.js";
import type { Json } from "../schema/common.js";
import type { Execution } from "./execution.js";
import { holdsTest } from "./holds-test.js";
import { LabFault } from "./lab-fault.js";
import { itemsOf } from "./loop-items.js";
import { lookUp } from "./look-up.js";
import { linearResult, variedResult } from "./measure-result.js";
import { renderQuoted, renderText, renderValue } from "./render-template.js";
import type { Scope } from "./scope.js";
import type { StepOf } from "./steps.js";

const listLimit = 10_000;

/** Carries out a step that only changes variables. */
export function runVariableStep(
  step: StepOf<"let" | "add" | "check" | "select" | "measure">,
  execution: Execution,
): void {
  const { scope } = execution;
  switch (step.do) {
    case "let":
      scope.set(targetKeys(step.name, scope), renderValue(step.value, scope));
      return;
    case "add":
      addItem(step.to, renderValue(step.value, scope), scope);
      return;
    case "check":
      if (!holdsTest(step.that, execution)) addItem(step.into, renderText(step.say, scope), scope);
      return;
    case "select":
      scope.set([step.into], selectItems(step, execution));
      return;
    case "measure":
      scope.set([step.into], measure(step, execution));
  }
}

function addItem(target: string, item: Json, scope: Scope): void {
  const keys = targetKeys(target, scope);
  const list = scope.getAt(keys);
  const items = Array.isArray(list) ? list : [];
  if (items.length >= listLimit) throw new LabFault("too many entries to process, giving up");
  scope.set(keys, [...items, item]);
}

/** The keys of `weights.{{component.key}}`; what a placeholder holds is one key, dots and all. */
function targetKeys(target: string, scope: Scope): [string, ...string[]] {
  const [name = "", ...rest] = target.match(/\{\{[^{}]+\}\}|[\w-]+/g) ?? [];
  return [name, ...rest.map((key) => renderText(key, scope))];
}

function selectItems(step: StepOf<"select">, execution: Execution): Json | undefined {
  const conditions = Object.entries(step.where).map(([field, condition]): [string, string] => [
    field,
    renderQuoted(condition, execution.scope),
  ]);
  const found = itemsOf(step.from, execution).filter((item) => {
    execution.budget.step();
    return conditions.every(([field, condition]) =>
      execution.meets(condition, isMap(item) && Object.hasOwn(item, field) ? item[field] : undefined),
    );
  });
  if (step.take === "all") return found;
  return step.take === "first" ? found[0] : found.at(-1);
}

function measure(step: StepOf<"measure">, execution: Execution): Json | undefined {
  const { file, scope } = execution;
  const name = renderText(step.model, scope);
  const model = Object.hasOwn(file.models, name) ? file.models[name] : undefined;
  if (model === undefined) return undefined;
  const inputs = renderValue(step.inputs, scope);
  const around = step.around === undefined ? null : renderValue(step.around, scope);
  const centre = typeof around === "number" ? around : linearResult(model, (path) => lookUp(inputs, path));
  return variedResult(model, centre, [file.seed, name, ...step.vary.map((each) => renderValue(each, scope))]);
}
