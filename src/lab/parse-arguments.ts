import { RE2JS } from "re2js";
import type { Argument } from "../schema/command.js";
import type { Json, JsonObject } from "../schema/common.js";

/** The variables that arguments set, a call for help, or what is wrong with the arguments. */
export type ParsedArguments =
  | { readonly kind: "values"; readonly values: JsonObject }
  | { readonly kind: "help" }
  | { readonly kind: "problem"; readonly message: string };

interface Given {
  readonly argument: Argument;
  readonly text: string;
}

class ArgumentProblem extends Error {}

/** Reads the words after a command's path. Options may stand anywhere; `--` ends them. */
export function parseArguments(declared: readonly Argument[], words: readonly string[]): ParsedArguments {
  try {
    const given = collectGiven(declared, words);
    return given === "help" ? { kind: "help" } : { kind: "values", values: settle(declared, given) };
  } catch (error) {
    if (error instanceof ArgumentProblem) return { kind: "problem", message: error.message };
    throw error;
  }
}

/** The variable that holds an argument's value. */
export function variableOf(argument: Argument): string {
  return argument.name.replaceAll("-", "_");
}

/** What help and errors call an argument: `--channel`, `-q/--quiet`, `CHECKPOINT`. */
export function displayName(argument: Argument): string {
  if (argument.kind === "positional") return valueLabel(argument);
  return argument.short === undefined ? `--${argument.name}` : `-${argument.short}/--${argument.name}`;
}

/** The placeholder of an argument's value. */
export function valueLabel(argument: Argument): string {
  if (argument.label !== undefined) return argument.label;
  if (argument.choices !== undefined && argument.kind === "option") return `{${argument.choices.join(",")}}`;
  return argument.name.replaceAll("-", "_").toUpperCase();
}

/** Whether a command cannot run without it. */
export function isRequired(argument: Argument): boolean {
  return argument.required ?? (argument.kind === "positional" && argument.default === undefined);
}

function collectGiven(declared: readonly Argument[], words: readonly string[]): Given[] | "help" {
  const positionals = declared.filter((argument) => argument.kind === "positional");
  const given: Given[] = [];
  const extra: string[] = [];
  let position = 0;
  let optionsEnded = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    if (!optionsEnded && word === "--") optionsEnded = true;
    else if (!optionsEnded && looksLikeOption(word)) {
      if (word === "-h" || word === "--help") return "help";
      const option = findOption(declared, word);
      if (option === undefined) extra.push(word);
      else {
        given.push({ argument: option.argument, text: optionText(option, words[at + 1]) });
        if (option.argument.kind === "option" && option.attached === undefined) at += 1;
      }
    } else {
      const argument = positionals[position];
      if (argument === undefined) extra.push(word);
      else given.push({ argument, text: word });
      if (argument?.repeat !== true) position += 1;
    }
  }
  if (extra.length > 0) throw new ArgumentProblem(`unrecognized arguments: ${extra.join(" ")}`);
  return given;
}

function looksLikeOption(word: string): boolean {
  return word.length > 1 && word.startsWith("-") && !/^-\d+(?:\.\d+)?$/.test(word);
}

interface FoundOption {
  readonly argument: Argument;
  /** The value written in the same word: `--percent=25`, `-p25`. */
  readonly attached: string | undefined;
}

function findOption(declared: readonly Argument[], word: string): FoundOption | undefined {
  const options = declared.filter((argument) => argument.kind !== "positional");
  const long = /^--([^=]+)(?:=([\s\S]*))?$/.exec(word);
  if (long !== null) {
    const argument = options.find((option) => option.name === long[1]);
    return argument === undefined ? undefined : { argument, attached: long[2] };
  }
  const argument = options.find((option) => option.short === word[1]);
  return argument === undefined
    ? undefined
    : { argument, attached: word.length > 2 ? word.slice(2) : undefined };
}

function optionText({ argument, attached }: FoundOption, following: string | undefined): string {
  if (argument.kind === "flag") {
    if (attached === undefined) return "true";
    throw new ArgumentProblem(`argument ${displayName(argument)}: ignored explicit argument '${attached}'`);
  }
  const text = attached ?? following;
  if (text === undefined || (attached === undefined && looksLikeOption(text))) {
    throw new ArgumentProblem(`argument ${displayName(argument)}: expected one argument`);
  }
  return text;
}

function settle(declared: readonly Argument[], given: readonly Given[]): JsonObject {
  const missing = declared.filter(
    (each) => isRequired(each) && !given.some(({ argument }) => argument === each),
  );
  if (missing.length > 0) {
    const names = missing.map(displayName).join(", ");
    throw new ArgumentProblem(`the following arguments are required: ${names}`);
  }
  const entries = declared.flatMap((argument): [string, Json][] => {
    const values = given
      .filter((each) => each.argument === argument)
      .map(({ text }) => convert(argument, text));
    const value = argument.repeat
      ? values
      : (values.at(-1) ?? argument.default ?? (argument.kind === "flag" ? false : undefined));
    return value === undefined ? [] : [[variableOf(argument), value]];
  });
  return Object.fromEntries(entries);
}

function convert(argument: Argument, text: string): Json {
  const problem = (message: string): ArgumentProblem =>
    new ArgumentProblem(`argument ${displayName(argument)}: ${message}`);
  if (argument.kind === "flag") return true;
  if (argument.choices?.includes(text) === false) {
    const choices = argument.choices.map((choice) => `'${choice}'`).join(", ");
    throw problem(`invalid choice: '${text}' (choose from ${choices})`);
  }
  if (argument.pattern !== undefined && !RE2JS.compile(argument.pattern).matches(text)) {
    throw problem(`expected ${argument.expected ?? `a value like ${argument.pattern}`}, got '${text}'`);
  }
  if (argument.type === "text") return text;
  const integer = argument.type === "integer";
  const shape = integer ? /^[+-]?\d{1,15}$/ : /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;
  if (!shape.test(text)) throw problem(`invalid ${integer ? "int" : "float"} value: '${text}'`);
  const value = Number(text);
  if (argument.range !== undefined && (value < argument.range[0] || value > argument.range[1])) {
    throw problem(`must be between ${argument.range[0]} and ${argument.range[1]}, got ${text}`);
  }
  return value;
}
