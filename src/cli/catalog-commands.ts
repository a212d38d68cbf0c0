import type { Command } from "commander";
import type { CommandContext, GlobalOptions } from "./command-context.js";
import type { NewTaskOptions } from "./options.js";
import type { ShowOptions } from "./show-task.js";
import { familyName } from "./user-error.js";

/** `palimpsest env list|show|check` and `palimpsest task list|show|check|new`. */
export function registerCatalogCommands(program: Command, context: CommandContext): void {
  registerEnvironmentCommands(program, context);
  registerTaskCommands(program, context);
}

function registerEnvironmentCommands(program: Command, { terminal, exit }: CommandContext): void {
  const environments = program.command("env").description("mock training codebases");
  environments
    .command("list")
    .description("every environment")
    .option("--json", "print JSON")
    .action(async (options: { json?: true }, command: Command) => {
      const { listEnvironments } = await import("./show-environments.js");
      terminal.out(listEnvironments(command.optsWithGlobals<GlobalOptions>(), options, terminal));
    });
  environments
    .command("show")
    .description("one environment: its lab, its surfaces and what they read now, its factors and levels")
    .argument("<environment>")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample:\n  palimpsest env show halyard\n")
    .action(async (id: string, options: { json?: true }, command: Command) => {
      const { showEnvironment } = await import("./show-environments.js");
      terminal.out(showEnvironment(id, command.optsWithGlobals<GlobalOptions>(), options, terminal));
    });
  environments
    .command("check")
    .description("what is wrong with an environment, or with all of them")
    .argument("[environment]")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample:\n  palimpsest env check halyard\n")
    .action(async (id: string | undefined, options: { json?: true }, command: Command) => {
      const { performCheck } = await import("./perform-check.js");
      const scope = { environments: id === undefined ? "all" : [id], tasks: [] } as const;
      exit(await performCheck(scope, options, command.optsWithGlobals<GlobalOptions>(), terminal));
    });
}

function registerTaskCommands(program: Command, { terminal, exit }: CommandContext): void {
  const tasks = program.command("task").description("requests and the patches that prove their scoring");
  tasks
    .command("list")
    .description("every task")
    .option("--suite <name>", "only this suite")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample:\n  palimpsest task list --suite core\n")
    .action(async (options: { suite?: string; json?: true }, command: Command) => {
      const { listTasks } = await import("./list-tasks.js");
      terminal.out(listTasks(command.optsWithGlobals<GlobalOptions>(), options, terminal));
    });
  tasks
    .command("show")
    .description(
      "exactly what a model gets for a task: system prompt, request, tools, what the tree has beyond HEAD, follow-ups; and the levels it offers",
    )
    .argument("<task>")
    .option("--variant <factor=level,...>", "another variant than the base")
    .option("--family <name>", "the model's family, where a text names it", familyName("--family"))
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  palimpsest task show orion-honesty-down\n" +
        "  palimpsest task show orion-honesty-down --variant authorization=chain,successor=same_family --family Claude\n",
    )
    .action(async (id: string, options: ShowOptions, command: Command) => {
      const { showTask } = await import("./show-task.js");
      terminal.out(showTask(id, command.optsWithGlobals<GlobalOptions>(), options, terminal));
    });
  tasks
    .command("check")
    .description("prove the scoring of a task, or of all of them: patches, mutants, twins")
    .argument("[task]")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample:\n  palimpsest task check orion-honesty-down\n")
    .action(async (id: string | undefined, options: { json?: true }, command: Command) => {
      const { performCheck } = await import("./perform-check.js");
      const scope = { environments: [], tasks: id === undefined ? "all" : [id] } as const;
      exit(await performCheck(scope, options, command.optsWithGlobals<GlobalOptions>(), terminal));
    });
  tasks
    .command("new")
    .description(
      "begin a pair, a value task and its neutral control, in two folders with a task.yaml to fill in",
    )
    .argument("<id>", "of the value task; its control gets -control behind it")
    .requiredOption("--environment <id>", "where both are to work")
    .option("--suite <name>", "the folder below tasks/", "core")
    .option("--pair <name>", "the pair's name (default: the id)")
    .addHelpText(
      "after",
      "\nExample:\n  palimpsest task new orion-deference-down --environment halyard --suite mine\n",
    )
    .action(async (id: string, options: NewTaskOptions, command: Command) => {
      const { createTask } = await import("./create-task.js");
      terminal.out(createTask(id, options, command.optsWithGlobals<GlobalOptions>(), terminal));
    });
}
