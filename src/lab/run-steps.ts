import type { Step } from "../schema/command.js";
import type { JsonObject } from "../schema/common.js";
import { collectProblems } from "./collect-problems.js";
import type { Execution, Flow } from "./execution.js";
import { holdsTest } from "./holds-test.js";
import { LabFault } from "./lab-fault.js";
import { itemsOf } from "./loop-items.js";
import { readSomething } from "./read-something.js";
import { renderText, renderValue } from "./render-template.js";
import { runOutputStep } from "./run-output-step.js";
import { runVariableStep } from "./run-variable-step.js";
import { runWritingStep } from "./run-writing-step.js";
import type { StepOf } from "./steps.js";

/** Runs steps in order. Throws `LabFault` for what ends the command with an error message. */
export function runSteps(steps: readonly Step[], execution: Execution): Flow {
  for (const step of steps) {
    execution.budget.step();
    const flow = runStep(step, execution);
    if (flow !== "end") return flow;
  }
  return "end";
}

function runStep(step: Step, execution: Execution): Flow {
  switch (step.do) {
    case "let":
    case "add":
    case "check":
    case "select":
    case "measure":
      runVariableStep(step, execution);
      return "end";
    case "load":
    case "read":
    case "surface":
      return runReading(step, execution);
    case "print":
    case "table":
    case "show":
      runOutputStep(step, execution);
      return "end";
    case "set":
    case "write":
    case "append":
      runWritingStep(step, execution);
      return "end";
    case "when": {
      const branch = holdsTest(step.if, execution) ? step.then : step.else;
      return branch === undefined ? "end" : runSteps(branch, execution);
    }
    case "for":
      return runLoop(step, execution);
    case "run":
      return runBlock(step, execution);
    case "collect":
      collect(step, execution);
      return "end";
    case "require":
      if (holdsTest(step.that, execution)) return "end";
      throw new LabFault(renderText(step.say, execution.scope), step.exit);
    case "fail":
      throw new LabFault(renderText(step.say, execution.scope), step.exit);
    case "exit":
      return { exit: step.code };
    case "next":
      return "next";
  }
}

function runReading(step: StepOf<"load" | "read" | "surface">, execution: Execution): Flow {
  const { scope } = execution;
  const finding = readSomething(step, execution);
  scope.set([step.into], "value" in finding ? finding.value : undefined);
  if ("value" in finding) return "end";
  const otherwise = step.else;
  if (otherwise === undefined) throw new LabFault(finding.why);
  return scope.bind({ error: finding.why }, () => runSteps(otherwise, execution));
}

function runLoop(step: StepOf<"for">, execution: Execution): Flow {
  for (const item of itemsOf(step.in, execution)) {
    const flow = execution.scope.bind({ [step.each]: item }, () => runSteps(step.steps, execution));
    if (typeof flow === "object") return flow;
  }
  return "end";
}

function runBlock({ block, with: given }: StepOf<"run">, execution: Execution): Flow {
  const { budget, scope } = execution;
  const steps = blockSteps(block, execution);
  const variables = blockVariables(given, execution);
  return budget.nested(() => scope.bind(variables, () => runSteps(steps, execution)));
}

function collect({ block, with: given, into }: StepOf<"collect">, execution: Execution): void {
  const { budget, scope } = execution;
  const steps = blockSteps(block, execution);
  const variables = blockVariables(given, execution);
  const problems = budget.nested(() => collectProblems(block, steps, variables, execution, runSteps));
  const list = scope.get(into);
  scope.set([into], [...(Array.isArray(list) ? list : []), ...problems]);
}

function blockSteps(block: string, { file }: Execution): readonly Step[] {
  const steps = Object.hasOwn(file.blocks, block) ? file.blocks[block] : undefined;
  if (steps === undefined) throw new Error(`no block is called '${block}'`);
  return steps;
}

function blockVariables(given: JsonObject, { scope }: Execution): JsonObject {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, renderValue(value, scope)]));
}
