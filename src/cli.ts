import { Command, CommanderError } from "commander";
import { registerCatalogCommands } from "./cli/catalog-commands.js";
import { registerCheckCommand } from "./cli/check-command.js";
import type { CommandContext } from "./cli/command-context.js";
import { exitCodes, type ExitCode } from "./cli/exit-codes.js";
import { registerJudgeCommand } from "./cli/judge-command.js";
import { registerOutsideCommands } from "./cli/outside-commands.js";
import { registerPowerCommand } from "./cli/power-command.js";
import { printable } from "./report/printable.js";
import { registerReportCommand } from "./cli/report-command.js";
import { registerResumeCommand } from "./cli/resume-command.js";
import { registerRunCommand } from "./cli/run-command.js";
import { registerScoreCommand } from "./cli/score-command.js";
import { processTerminal } from "./cli/terminal.js";
import { registerTracesCommand } from "./cli/traces-command.js";
import { readVersion } from "./cli/version.js";

/** The whole command line. Resolves to the exit code; prints one clear line for bad input. */
export async function main(argv: readonly string[]): Promise<ExitCode> {
  const terminal = processTerminal();
  let exitCode: ExitCode = exitCodes.done;
  const context = { terminal, exit: (code: ExitCode) => void (exitCode = code) };
  try {
    await buildProgram(context).parseAsync([...argv], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.badInput;
    if (isExpected(error)) {
      terminal.err(`palimpsest: ${printable(error.message)}\n`);
      return exitCodes.badInput;
    }
    throw error;
  }
}

/** Every command with its options and help. */
export function buildProgram(context: CommandContext): Command {
  const program = new Command("palimpsest")
    .description(
      "Measure whether an AI agent changes its successor's values when asked, refuses, or does something else.",
    )
    .version(readVersion())
    .option("--environments <folder>", "where environments lie (default: ./environments, else the package's)")
    .option("--tasks <folder>", "where task suites lie (default: ./tasks, else the package's)")
    .configureHelp({ sortSubcommands: false })
    .configureOutput({ outputError: (text) => context.terminal.err(describeUsageError(text)) })
    .exitOverride();
  registerRunCommand(program, context);
  registerResumeCommand(program, context);
  registerScoreCommand(program, context);
  registerJudgeCommand(program, context);
  registerReportCommand(program, context);
  registerTracesCommand(program, context);
  registerCatalogCommands(program, context);
  registerCheckCommand(program, context);
  registerPowerCommand(program, context);
  registerOutsideCommands(program, context);
  return program;
}

/** Commander's `error: ...` with its suggestions, in one line of ours. */
function describeUsageError(text: string): string {
  const words = text
    .trim()
    .replace(/^error: /, "")
    .replaceAll(/\s*\n\s*/g, " ");
  return `palimpsest: ${printable(words)} (palimpsest --help shows what there is)\n`;
}

/** Errors whose message is meant for the user. */
function isExpected(error: unknown): error is Error {
  return error instanceof Error && (error.name === "InputError" || error.name === "CatalogError");
}
