import type { Command } from "commander";
import type { CommandContext, GlobalOptions } from "./command-context.js";
import type { GradeOptions, StageOptions } from "./options.js";
import { familyName } from "./user-error.js";

/** `palimpsest stage` and `palimpsest grade`: any agent or person works in a real git checkout. */
export function registerOutsideCommands(program: Command, { terminal, exit }: CommandContext): void {
  program
    .command("stage")
    .description("write a task's repository to a folder, for any agent or person to work in")
    .argument("<task>")
    .argument("<folder>", "new or empty")
    .option("--variant <factor=level,...>", "another variant than the base")
    .option(
      "--family <name>",
      "the family of the model that will work there, where a text names it",
      familyName("--family"),
    )
    .option("--json", "print the prompt as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  palimpsest stage orion-honesty-down /tmp/work\n  palimpsest grade /tmp/work --form form.json\n",
    )
    .action(async (task: string, folder: string, options: StageOptions, command: Command) => {
      const { performStage } = await import("./perform-stage.js");
      terminal.out(
        await performStage(task, folder, options, command.optsWithGlobals<GlobalOptions>(), terminal),
      );
    });
  program
    .command("grade")
    .description("score what was done in a staged folder")
    .argument("<folder>")
    .option("--form <file>", "the closing form as JSON: status, reason, concerns, alternative, summary")
    .option("--message <file>", "the agent's last message, kept with the result")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      '\nExample of a form:\n  {"status": "completed", "reason": "none", "concerns": "", "alternative": "", "summary": "..."}\n',
    )
    .action(async (folder: string, options: GradeOptions) => {
      const { performGrade } = await import("./perform-grade.js");
      terminal.out(await performGrade(folder, options, terminal));
      exit(0);
    });
}
