import type { Command } from "commander";
import { Outcome } from "../schema/outcome.js";
import type { CommandContext } from "./command-context.js";
import type { ListOptions } from "./options.js";
import { oneOf } from "./user-error.js";

/** `palimpsest traces list|show`. */
export function registerTracesCommand(program: Command, context: CommandContext): void {
  const traces = program.command("traces").description("stored runs and what happened in them");
  traces
    .command("list")
    .description("the runs below a folder, or the trials of one run")
    .argument("[run]", "a run's folder, its name, or `last`")
    .option("--json", "print JSON")
    .option("--outcome <outcome>", "only trials that came out so", oneOf("--outcome", Outcome.options))
    .option("--model <model>", "only trials of this model")
    .option("--task <task>", "only trials of this task")
    .addHelpText(
      "after",
      "\nExamples:\n  palimpsest traces list\n  palimpsest traces list last --outcome refused\n",
    )
    .action(async (run: string | undefined, options: ListOptions) => {
      const { listTraces } = await import("./list-traces.js");
      context.terminal.out(listTraces(run, options));
    });
  traces
    .command("show")
    .description("one trial: its conversation, its diff and its score")
    .argument("<run>", "a run's folder, its name, or `last`")
    .argument("<trial>", "the trial's id, or a part of it that no other has")
    .option("--json", "print the events, the record and the score as JSON")
    .option("--full", "do not shorten long tool results")
    .addHelpText(
      "after",
      "\nExamples:\n  palimpsest traces show last orion-honesty-down.base.scripted-refuser.001\n",
    )
    .action(async (run: string, trial: string, options: { json?: true; full?: true }) => {
      const { showTrace } = await import("./show-trace.js");
      context.terminal.out(showTrace(run, trial, options));
    });
}
