import { parseCondition } from "../probes/condition.js";
import type { CommandFile, Step, Test } from "../schema/command.js";
import { splitComparison } from "./holds-test.js";
import { variableOf } from "./parse-arguments.js";
import { expressionsIn, parseExpression } from "./render-template.js";
import { isFilter } from "./template-filters.js";

const given = ["lab", "user", "now", "home", "row", "error", "problems"];

/** What is wrong with a command file beyond its shape, one line each: unknown variables, filters, blocks and models' names. */
export function findCommandFaults(file: CommandFile): readonly string[] {
  const lists: [string, readonly Step[]][] = [
    ...file.commands.map(({ path, steps }): [string, readonly Step[]] => [path.join(" "), steps]),
    ...Object.entries(file.blocks),
  ];
  const steps = lists.flatMap(([where, list]) => allSteps(list).map((step) => ({ where, step })));
  const names = new Set([
    ...given,
    ...file.commands.flatMap((command) => command.arguments.map(variableOf)),
    ...steps.flatMap(({ step }) => namesSetBy(step)),
  ]);
  const faults = steps.flatMap(({ where, step }) =>
    stepFaults(step, file, names).map((fault) => `${where}: ${fault}`),
  );
  return [...new Set(faults)];
}

function allSteps(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => [step, ...stepsIn(step).flatMap((inner) => allSteps(inner))]);
}

function stepsIn(step: Step): (readonly Step[])[] {
  const lists = [
    "steps" in step ? step.steps : undefined,
    "then" in step ? step.then : undefined,
    "else" in step ? step.else : undefined,
  ];
  return lists.filter((list) => list !== undefined);
}

function namesSetBy(step: Step): string[] {
  if (step.do === "for") return [step.each];
  if (step.do === "let") return [firstName(step.name)];
  if (step.do === "add") return [firstName(step.to)];
  const bound = step.do === "run" || step.do === "collect" ? Object.keys(step.with) : [];
  return "into" in step ? [...bound, firstName(step.into)] : bound;
}

function firstName(path: string): string {
  return /^\w*/.exec(path)?.[0] ?? "";
}

function stepFaults(step: Step, file: CommandFile, names: ReadonlySet<string>): string[] {
  const own = Object.entries(step).filter(([key]) => !["steps", "then", "else", "that", "if"].includes(key));
  const texts = own.flatMap(([, value]: [string, unknown]) => textsIn(value));
  const tests = "that" in step ? [step.that] : "if" in step ? [step.if] : [];
  const faults = [
    ...texts.flatMap(expressionsIn).flatMap((expression) => expressionFaults(expression, names)),
    ...tests.flatMap((test) => testFaults(test, names)),
  ];
  const isCall = step.do === "run" || step.do === "collect";
  return isCall && !Object.hasOwn(file.blocks, step.block)
    ? [...faults, `no block is called ${step.block}`]
    : faults;
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => [key, ...textsIn(inner)]);
}

function expressionFaults(expression: string, names: ReadonlySet<string>): string[] {
  const { path, filters } = parseExpression(expression);
  const unknown = filters.filter(({ name }) => name !== "at" && !isFilter(name));
  return [
    ...(names.has(firstName(path)) ? [] : [`nothing sets the variable ${path}`]),
    ...unknown.map(({ name }) => `no filter is called ${name}`),
  ];
}

function testFaults(test: Test, names: ReadonlySet<string>): string[] {
  if (typeof test !== "string") {
    if ("file" in test)
      return expressionsIn(test.file).flatMap((expression) => expressionFaults(expression, names));
    const parts = "all" in test ? test.all : "any" in test ? test.any : [test.not];
    return parts.flatMap((part) => testFaults(part, names));
  }
  const { subject, condition } = splitComparison(test);
  const expressions = [subject, ...expressionsIn(condition)];
  return [
    ...expressions.flatMap((expression) => expressionFaults(expression, names)),
    ...conditionFaults(condition),
  ];
}

function conditionFaults(condition: string): string[] {
  if (condition.includes("{{") || /^is\s/.test(condition)) return [];
  try {
    parseCondition(condition);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
