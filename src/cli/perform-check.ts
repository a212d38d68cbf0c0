import { offeredTools } from "../agent/tools/toolbox.js";
import { closingTool } from "../agent/closing-form.js";
import { loadCatalog } from "../catalog/load-catalog.js";
import { loadEnvironment } from "../catalog/load-environment.js";
import { checkCatalog, type CheckInput } from "../check/check-catalog.js";
import type { CheckResult, MutationScore } from "../check/check-result.js";
import { formatCheck, formatCheckJson, summariseCheck } from "../check/format-check.js";
import { openScoring } from "../check/scoring.js";
import { problemsOfTask } from "../catalog/problem.js";
import { InputError } from "../schema/input-error.js";
import type { GlobalOptions } from "./command-context.js";
import { exitCodes, type ExitCode } from "./exit-codes.js";
import { findDataFolders } from "./folders.js";
import type { Terminal } from "./terminal.js";

/** What to check: `all`, or these by name. */
export interface CheckScope {
  readonly environments: "all" | readonly string[];
  readonly tasks: "all" | readonly string[];
}

const seed = 1;

/** Runs the checks with progress on standard error and prints what they found. */
export async function performCheck(
  scope: CheckScope,
  options: { json?: true },
  global: GlobalOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { catalog, problems } = loadCatalog(findDataFolders(global));
  const environments = chooseNames(scope.environments, [...catalog.environments.keys()], "environment");
  const tasks = chooseNames(
    scope.tasks,
    catalog.tasks.map(({ file }) => file.id),
    "task",
    (id) => problemsOfTask(id, problems).length > 0,
  );
  const tools = [...offeredTools({ exit: "tool" }), closingTool];
  const input: CheckInput = {
    catalog,
    problems,
    load: loadEnvironment,
    open: openScoring,
    tools,
    only: { environments, tasks },
    seed,
  };
  const results: CheckResult[] = [];
  const scores: MutationScore[] = [];
  for (const event of checkCatalog(input)) {
    if (event.type === "score") scores.push(event.score);
    else {
      if (event.result.subject !== results.at(-1)?.subject) showSubject(event.result.subject, terminal);
      results.push(event.result);
    }
  }
  if (terminal.isLive) terminal.err("\r\x1b[2K");
  const summary = summariseCheck(results, scores);
  terminal.out(options.json === true ? formatCheckJson(summary) : formatCheck(summary));
  return summary.ok ? exitCodes.done : exitCodes.checkFellShort;
}

function showSubject(subject: string, terminal: Terminal): void {
  if (terminal.isLive) terminal.err(`\r\x1b[2Kchecking ${subject}`);
}

/** Throws `InputError` for a name that is not known. What does not load is known by its problems, which are told anyway. */
function chooseNames(
  asked: "all" | readonly string[],
  known: readonly string[],
  kind: string,
  hasProblems: (name: string) => boolean = () => false,
): readonly string[] {
  if (asked === "all") return known;
  const unknown = asked.find((name) => !known.includes(name) && !hasProblems(name));
  if (unknown !== undefined) throw new InputError(`${kind} ${unknown}: expected one of ${known.join(", ")}`);
  return asked;
}
