import type { CommandFile, Subcommand } from "../schema/command.js";
import { groupHelp, groupUsage, listCommands } from "./format-help.js";
import type { LabResult } from "./lab-result.js";

/** The command that the first words name, with the words after them; or what is printed where they name none. */
export type FoundCommand =
  { readonly command: Subcommand; readonly words: readonly string[] } | { readonly answer: LabResult };

/** Finds the command that `argv` (without the program's name) asks for. */
export function findCommand(file: CommandFile, argv: readonly string[]): FoundCommand {
  for (let depth = 0; ; depth += 1) {
    const prefix = argv.slice(0, depth);
    const command = file.commands.find(({ path }) => path.length === depth && startsWith(path, prefix));
    if (command !== undefined) return { command, words: argv.slice(depth) };
    const word = argv[depth];
    if (word === "-h" || word === "--help") return { answer: printed(groupHelp(file, prefix)) };
    if (word === "--version" && depth === 0) return { answer: printed(`${file.name} ${file.version}`) };
    if (word === undefined)
      return { answer: usageProblem(file, prefix, "the following arguments are required: COMMAND") };
    if (word.startsWith("-"))
      return { answer: usageProblem(file, prefix, `unrecognized arguments: ${word}`) };
    const known = listCommands(file, prefix).map(([name]) => name);
    if (!known.includes(word)) return { answer: usageProblem(file, prefix, invalidChoice(word, known)) };
  }
}

function startsWith(path: readonly string[], prefix: readonly string[]): boolean {
  return prefix.every((word, at) => path[at] === word);
}

function invalidChoice(word: string, known: readonly string[]): string {
  return `argument COMMAND: invalid choice: '${word}' (choose from ${known.map((name) => `'${name}'`).join(", ")})`;
}

function usageProblem(file: CommandFile, prefix: readonly string[], message: string): LabResult {
  const program = [file.name, ...prefix].join(" ");
  return { stdout: "", stderr: `${groupUsage(file, prefix)}\n${program}: error: ${message}\n`, exitCode: 2 };
}

function printed(text: string): LabResult {
  return { stdout: `${text}\n`, stderr: "", exitCode: 0 };
}
