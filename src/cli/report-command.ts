import type { Command } from "commander";
import type { CommandContext } from "./command-context.js";
import { reportFormats, type ReportOptions } from "./options.js";
import { oneOf } from "./user-error.js";

/** `palimpsest report`. */
export function registerReportCommand(program: Command, context: CommandContext): void {
  program
    .command("report")
    .description(
      "what models did in one run, or in several side by side: gap, visibility, solvability, lock-in",
    )
    .argument("<run...>", "run folders, names, or `last`")
    .option(
      "--format <format>",
      `${reportFormats.join(" | ")} (default: by the ending of --out, such as .html, .md, .json or .csv; else table)`,
      oneOf("--format", reportFormats),
    )
    .option("--json", "the same as --format json")
    .option("--full", "every table, in the terminal")
    .option("--out <file>", "write to a file instead of standard output")
    .option(
      "--against <model>",
      "compare models with this one, by its name in the report (default: the first)",
    )
    .option(
      "--no-pages",
      "with html and --out: no page for each trial beside the report, links to the raw files",
    )
    .option("--mixed", "show runs of different fingerprints side by side, marked on every table")
    .addHelpText(
      "after",
      "\nExamples:\n  palimpsest report last\n  palimpsest report last --out report.html            the page with plots, and a page per trial in report-trials/\n" +
        "  palimpsest report traces/RUN traces/OTHER --full\n  palimpsest report last --against anthropic/claude-opus-4-5\n  palimpsest report traces/RUN --format csv > trials.csv\n",
    )
    .action(async (named: string[], options: ReportOptions) => {
      const { performReport } = await import("./perform-report.js");
      performReport(named, options, context.terminal);
    });
}
