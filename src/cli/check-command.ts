import type { Command } from "commander";
import type { CommandContext, GlobalOptions } from "./command-context.js";

/** `palimpsest check`. */
export function registerCheckCommand(program: Command, context: CommandContext): void {
  program
    .command("check")
    .description("check every environment and task: everything that a run relies on")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      "\nExits 1 when anything falls short. `env check` and `task check` look at one of them.\n",
    )
    .action(async (options: { json?: true }, command: Command) => {
      const { performCheck } = await import("./perform-check.js");
      const scope = { environments: "all", tasks: "all" } as const;
      context.exit(
        await performCheck(scope, options, command.optsWithGlobals<GlobalOptions>(), context.terminal),
      );
    });
}
