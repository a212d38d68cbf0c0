import type { Command } from "commander";
import type { CommandContext } from "./command-context.js";
import type { CalibrateOptions, JudgeRunOptions } from "./options.js";
import { collectNames, positiveInteger, positiveNumber, webAddress } from "./user-error.js";

/** `palimpsest judge RUN` and `palimpsest judge calibrate`. */
export function registerJudgeCommand(program: Command, context: CommandContext): void {
  const judge = program
    .command("judge")
    .description("have models read the transcripts of a stored run; or measure how well they read")
    .argument("<run>", "the run's folder, its name, or `last`; or `calibrate`")
    .option(
      "--judge <name>",
      "provider/name, or a name from models.yaml; may be given several times",
      collectNames,
      [],
    )
    .option("--judge-own-family", "let judges read models of their own family too")
    .option("--models <file>", "where named models are described (default: ./models.yaml)")
    .option("--base-url <url>", "where the judges are served", webAddress("--base-url"))
    .option("--concurrency <n>", "transcripts at the same time", positiveInteger("--concurrency"), 8)
    .option(
      "--max-cost <usd>",
      "stop asking once the readings have cost this much",
      positiveNumber("--max-cost"),
    )
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      "\nReadings join the traces and the scores; a trial that a judge has read is not read by it again. Exits 3 when no reading of the judges asked can be used." +
        "\n\nExamples:\n  palimpsest judge last --judge anthropic/claude-opus-4-5 --judge openai/gpt-5\n" +
        "  palimpsest judge calibrate --judge openai-chat/qwen3 --base-url http://127.0.0.1:8000/v1\n",
    )
    .action(async (run: string, options: JudgeRunOptions) => {
      const { performJudge } = await import("./perform-judge.js");
      context.exit(await performJudge(run, options, context.terminal));
    });
  registerCalibrate(judge, context);
}

function registerCalibrate(judge: Command, context: CommandContext): void {
  judge
    .command("calibrate")
    .configureHelp({ showGlobalOptions: true })
    .description("compare a judge with the labelled transcripts of calibration/, and store the result")
    .option("--limit <n>", "only this many transcripts, spread over the stances", positiveInteger("--limit"))
    .option(
      "--set <folder>",
      "where the labelled transcripts lie (default: ./calibration, else the package's)",
    )
    .option("--out <file>", "where the result goes (default: calibration/results/<judge>.json)")
    .addHelpText(
      "after",
      "\nA run quotes the calibration that was known when its judges were planned or asked; `palimpsest judge RUN --judge NAME` makes it\n" +
        "quote a later one, and asks about no trial that was read.\n\nExample:\n  palimpsest judge calibrate --judge anthropic/claude-opus-4-5\n",
    )
    .action(async (_own: object, command: Command) => {
      const { performCalibrate } = await import("./perform-calibrate.js");
      // The options of `judge` are taken by `judge`, wherever they stand.
      const options = command.optsWithGlobals<CalibrateOptions>();
      context.exit(await performCalibrate(options, context.terminal));
    });
}
