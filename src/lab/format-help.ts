import type { Argument, CommandFile, Subcommand } from "../schema/command.js";
import { displayName, isRequired, valueLabel } from "./parse-arguments.js";

const helpOption: readonly [string, string] = ["-h, --help", "show this help message and exit"];
const width = 88;
const margin = 26;

/** The usage line of one command. */
export function commandUsage(file: CommandFile, command: Subcommand): string {
  const program = [file.name, ...command.path].join(" ");
  if (command.usage !== undefined) return `usage: ${program} ${command.usage}`;
  const options = command.arguments.filter((argument) => argument.kind !== "positional");
  const positionals = command.arguments.filter((argument) => argument.kind === "positional");
  return wrapUsage(`usage: ${program}`, [
    "[-h]",
    ...options.map(optionUsage),
    ...positionals.map(positionalUsage),
  ]);
}

/** The whole help text of one command. */
export function commandHelp(file: CommandFile, command: Subcommand): string {
  const positionals = command.arguments.filter((argument) => argument.kind === "positional");
  const options = command.arguments.filter((argument) => argument.kind !== "positional");
  return paragraphs([
    commandUsage(file, command),
    command.about,
    command.details === undefined ? undefined : wrap(command.details, width).join("\n"),
    section(
      "positional arguments",
      positionals.map((argument) => [valueLabel(argument), describe(argument)]),
    ),
    section("options", [
      helpOption,
      ...options.map((argument): [string, string] => [optionForms(argument), describe(argument)]),
    ]),
  ]);
}

/** The usage line of the program, or of a group such as `jobs`. */
export function groupUsage(file: CommandFile, prefix: readonly string[]): string {
  const version = prefix.length === 0 ? "[--version] " : "";
  return `usage: ${[file.name, ...prefix].join(" ")} [-h] ${version}COMMAND ...`;
}

/** The help text of the program, or of a group. */
export function groupHelp(file: CommandFile, prefix: readonly string[]): string {
  const options: [string, string][] = [[...helpOption]];
  if (prefix.length === 0) options.push(["--version", "show program's version number and exit"]);
  const about = prefix.length === 0 ? file.about : file.groups[prefix[0] ?? ""];
  return paragraphs([
    groupUsage(file, prefix),
    about,
    section("commands", listCommands(file, prefix)),
    section("options", options),
    `Run '${[file.name, ...prefix].join(" ")} COMMAND --help' for the arguments of a command.`,
  ]);
}

/** The words that may follow a prefix, each with its line of help. */
export function listCommands(file: CommandFile, prefix: readonly string[]): [string, string][] {
  const words = new Map<string, string>();
  for (const command of file.commands) {
    const word = command.path[prefix.length];
    if (word === undefined || prefix.some((part, at) => command.path[at] !== part)) continue;
    const isGroup = command.path.length > prefix.length + 1;
    if (!words.has(word)) words.set(word, isGroup ? (file.groups[word] ?? "") : firstSentence(command.about));
  }
  return [...words];
}

function optionUsage(argument: Argument): string {
  const text = argument.kind === "flag" ? `--${argument.name}` : `--${argument.name} ${valueLabel(argument)}`;
  return isRequired(argument) ? text : `[${text}]`;
}

function positionalUsage(argument: Argument): string {
  const label = valueLabel(argument);
  const text = argument.repeat ? `${label} [${label} ...]` : label;
  return isRequired(argument) ? text : `[${text}]`;
}

function optionForms(argument: Argument): string {
  const value = argument.kind === "flag" ? "" : ` ${valueLabel(argument)}`;
  return `${displayName(argument).replace("/", ", ")}${value}`;
}

function describe(argument: Argument): string {
  const choices =
    argument.choices !== undefined && argument.label !== undefined ? ` (${argument.choices.join(", ")})` : "";
  const fallback = argument.default === undefined ? "" : ` (default: ${argument.default})`;
  return `${argument.about}${choices}${fallback}`;
}

function firstSentence(text: string): string {
  return text.replace(/\.(?:\s[\s\S]*)?$/, "");
}

function section(title: string, rows: readonly (readonly [string, string])[]): string | undefined {
  if (rows.length === 0) return undefined;
  const lines = rows.map(([name, about]) => {
    const indented = `  ${name}`;
    const text = wrap(about, width - margin).join(`\n${" ".repeat(margin)}`);
    const gap =
      indented.length + 2 <= margin ? " ".repeat(margin - indented.length) : `\n${" ".repeat(margin)}`;
    return text === "" ? indented : `${indented}${gap}${text}`;
  });
  return `${title}:\n${lines.join("\n")}`;
}

function wrapUsage(start: string, parts: readonly string[]): string {
  const indent = " ".repeat(start.length + 1);
  const lines: string[] = [start];
  for (const part of parts) {
    const line = lines.at(-1) ?? "";
    if (line.length + part.length + 1 <= width || line.trim() === "")
      lines[lines.length - 1] = `${line} ${part}`;
    else lines.push(indent + part);
  }
  return lines.join("\n");
}

function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.trim().split(/\s+/)) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + word.length + 1 <= columns)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function paragraphs(parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined && part !== "")
    .map((part) => part?.trimEnd())
    .join("\n\n");
}
