import type { CommandFile, Subcommand } from "../schema/command.js";
import type { JsonObject } from "../schema/common.js";
import { createBudget } from "./budget.js";
import { findCommand } from "./find-command.js";
import { commandHelp, commandUsage } from "./format-help.js";
import { LabFault } from "./lab-fault.js";
import type { LabResult } from "./lab-result.js";
import type { LabSetting } from "./lab-setting.js";
import type { MutableTree } from "./mutable-tree.js";
import { createOutput, type Output } from "./output.js";
import { parseArguments } from "./parse-arguments.js";
import { createReadings } from "./reading.js";
import { runSteps } from "./run-steps.js";
import { createScope } from "./scope.js";

/** One call of a lab's command line. `argv` leaves out the program's name. */
export interface LabCall {
  readonly file: CommandFile;
  readonly argv: readonly string[];
  readonly files: MutableTree;
  readonly setting: LabSetting;
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
  const { facts } = call.setting;
  const scope = createScope({ ...facts, date: facts.now.slice(0, 10), ...variables });
  const reading = createReadings(call.files, call.setting);
  try {
    const flow = runSteps(command.steps, {
      file: call.file,
      tree: call.files,
      scope,
      output,
      budget: createBudget(),
      reading,
    });
    return typeof flow === "object" ? flow.exit : 0;
  } catch (error) {
    if (!(error instanceof LabFault)) throw error;
    output.print(`${call.file.name}: error: ${error.message}`, "stderr");
    return error.exitCode;
  }
}
