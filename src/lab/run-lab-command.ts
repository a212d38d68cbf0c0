import { ProbeInputError, Unreadable } from "../probes/probe-errors.js";
import { Session, type Scope } from "../probes/reading-session.js";
import type { CommandFile, Subcommand } from "../schema/command.js";
import type { JsonObject } from "../schema/common.js";
import { createBudget } from "./budget.js";
import { findCommand } from "./find-command.js";
import { commandHelp, commandUsage } from "./format-help.js";
import { LabFault } from "./lab-fault.js";
import type { LabResult } from "./lab-result.js";
import type { LabSetting } from "./lab-setting.js";
import type { MutableTree } from "./mutable-tree.js";
import { createMeetsCondition, type MeetsCondition } from "./meets-condition.js";
import { createOutput, type Output } from "./output.js";
import { parseArguments } from "./parse-arguments.js";
import { createReading, type Reading } from "./reading.js";
import { runSteps } from "./run-steps.js";
import { createScope } from "./scope.js";

/** One call of a lab's command line. `argv` leaves out the program's name. */
export interface LabCall {
  readonly file: CommandFile;
  readonly argv: readonly string[];
  readonly files: MutableTree;
  readonly setting: LabSetting;
  /** Answers about the files that are kept already; new ones are kept with it. */
  readonly scope?: Scope;
  /** Conditions that are parsed already; new ones are kept with it. */
  readonly meets?: MeetsCondition;
}

/** Runs a command over the files. What the user or the files got wrong is printed; throws only for a faulty declaration. */
export function runLabCommand(call: LabCall): LabResult {
  const found = findCommand(call.file, call.argv);
  if ("answer" in found) return found.answer;
  const { command, words } = found;
  const parsed = parseArguments(command.arguments, words);
  switch (parsed.kind) {
    case "help":
      return { stdout: `${commandHelp(call.file, command)}\n`, stderr: "", exitCode: 0 };
    case "problem": {
      const program = [call.file.name, ...command.path].join(" ");
      const usage = commandUsage(call.file, command);
      return { stdout: "", stderr: `${usage}\n${program}: error: ${parsed.message}\n`, exitCode: 2 };
    }
    case "values":
      return runCommand(call, command, parsed.values);
  }
}

function runCommand(call: LabCall, command: Subcommand, variables: JsonObject): LabResult {
  const output = createOutput();
  const exitCode = exitCodeOf(call, command, variables, output);
  return { stdout: output.stdout(), stderr: output.stderr(), exitCode };
}

function exitCodeOf(call: LabCall, command: Subcommand, variables: JsonObject, output: Output): number {
  const { file, setting } = call;
  const { facts } = setting;
  const { tree, reading } = openTree(call);
  try {
    const flow = runSteps(command.steps, {
      file,
      setting,
      tree,
      scope: createScope({ ...facts, ...variables }),
      output,
      budget: createBudget(),
      meets: call.meets ?? createMeetsCondition(),
      reading,
    });
    return typeof flow === "object" ? flow.exit : 0;
  } catch (error) {
    const isFault = error instanceof LabFault;
    if (!isFault && !(error instanceof Unreadable) && !(error instanceof ProbeInputError)) throw error;
    output.print(`${file.name}: error: ${error.message}`, "stderr");
    return isFault ? error.exitCode : 1;
  }
}

/** The tree, and what it reads as: read through the call's scope until the first change. */
function openTree({ files, setting, scope }: LabCall): { tree: MutableTree; reading: () => Reading } {
  let reading = scope === undefined ? undefined : createReading(scope, setting);
  const tree: MutableTree = {
    file: (path) => files.file(path),
    paths: () => files.paths(),
    write: (path, bytes, mode) => {
      reading = undefined;
      files.write(path, bytes, mode);
    },
    remove: (path) => {
      reading = undefined;
      files.remove(path);
    },
  };
  return { tree, reading: () => (reading ??= createReading(new Session(files).open(), setting)) };
}
