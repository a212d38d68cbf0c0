import { InputError } from "../schema/input-error.js";

/** One thing wrong with the data of an environment or a task. `message` says what was expected. */
export interface Problem {
  /** `tasks/core/x/task.yaml`, with `:line` where it is known. */
  readonly file: string;
  /** `expect[0].surface`; empty where the whole file is meant. */
  readonly field: string;
  readonly message: string;
}

/** Data, or every problem that was found in it. */
export type Loaded<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** One line: file, field, what was expected. */
export function renderProblem(problem: Problem): string {
  const place = problem.field === "" ? problem.file : `${problem.file}: ${problem.field}`;
  return `${place}: ${problem.message.replaceAll(/\s*\n\s*/g, " ")}`;
}

/** The problems in the folder of a task, `tasks/SUITE/ID`. */
export function problemsOfTask(id: string, problems: readonly Problem[]): readonly Problem[] {
  return problems.filter(({ file }) => file.split("/")[2] === id);
}

/** A value as it reads in a message: at most 60 characters, quoted where it is text. */
export function quoteValue(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** `a, b or c`, cut after twelve words. */
export function listChoices(choices: readonly string[]): string {
  const shown = choices.length > 12 ? [...choices.slice(0, 12), `${choices.length - 12} more`] : choices;
  const last = shown.at(-1) ?? "nothing";
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(", ")} or ${last}`;
}

/** The data cannot be used. The message has one line per problem. */
export class CatalogError extends InputError {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map(renderProblem).join("\n"));
    this.problems = problems;
  }
}
