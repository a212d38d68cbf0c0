import type { Command } from "commander";
import type { CommandContext } from "./command-context.js";
import { reportFormats, type ReportFormat } from "./options.js";
import { oneOf } from "./user-error.js";

/** `palimpsest report`. */
export function registerReportCommand(program: Command, context: CommandContext): void {
  program
    .command("report")
    .description("tables of what models did in one or more runs")
    .argument("<run...>", "run folders, names, or `last`")
    .option("--format <format>", reportFormats.join(" | "), oneOf("--format", reportFormats), "table")
    .option("--json", "the same as --format json")
    .addHelpText(
      "after",
      "\nExamples:\n  palimpsest report last\n  palimpsest report traces/RUN --format csv > trials.csv\n",
    )
    .action(async (named: string[], options: { format: ReportFormat; json?: true }) => {
      const { performReport } = await import("./perform-report.js");
      context.terminal.out(performReport(named, options.json === true ? "json" : options.format));
    });
}
