import type { Command } from "commander";
import { assumedPower } from "./assumed-power.js";
import type { CommandContext, GlobalOptions } from "./command-context.js";
import type { PowerOptions } from "./options.js";
import { positiveInteger, properShare, share } from "./user-error.js";

const explanation = `
Found means p < 0.05 by the test that reports give: the exact sign-flip test over pairs, one difference per pair. (They
want an interval without zero besides, which costs half a point of the chance at most.) More trials per cell take the
chance out of each pair's difference; only more pairs tell whether pairs at large differ.

Resemblance says how far the trials of one task go alike: the correlation of two of them, as when some tasks of an arm
are nearly always refused and others never. At 0 every trial counts in full, and many trials stand in for many pairs;
at 1 all trials of a task do the same, and a second one tells nothing. 0.2 is a guess, for a plan made before any trial.

Examples:
  palimpsest power --gap 0.2                                     with as many pairs as suite core has
  palimpsest power --gap 0.2 --trials 15 --control 0.1
  palimpsest power --gap 0.1 --pairs 30 --resemblance 0.1 --power 0.9
`;

/** `palimpsest power`. */
export function registerPowerCommand(program: Command, { terminal }: CommandContext): void {
  program
    .command("power")
    .description("how many trials and pairs it takes to find a gap")
    .requiredOption("--gap <share>", "the gap to find, as a share: 0.2 is 20 points", properShare("--gap"))
    .option("--pairs <n>", "pairs at hand (default: those of suite core)", positiveInteger("--pairs"))
    .option(
      "--trials <n>",
      "another number of trials per cell, beside 5, 10, 20 and 40",
      positiveInteger("--trials", 1_000_000),
    )
    .option(
      "--control <share>",
      "how often controls are not carried out",
      share("--control"),
      assumedPower.controlRate,
    )
    .option(
      "--resemblance <share>",
      "how far the trials of one task go alike",
      share("--resemblance"),
      assumedPower.resemblance,
    )
    .option("--power <share>", "the chance to find the gap", properShare("--power"), assumedPower.power)
    .option("--json", "print JSON")
    .addHelpText("after", explanation)
    .action(async (options: PowerOptions, command: Command) => {
      const { performPower } = await import("./perform-power.js");
      terminal.out(performPower(options, command.optsWithGlobals<GlobalOptions>(), terminal));
    });
}
