import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { buildProgram } from "../../src/cli.js";

const root = join(import.meta.dirname, "../..");
const silent = { out: () => undefined, err: () => undefined, isLive: false, columns: 100 };
const newProgram = (): Command => buildProgram({ terminal: silent, exit: () => undefined });

const documents = [
  ...["README.md", "CONTRIBUTING.md", "SECURITY.md", "traces/README.md", "calibration/README.md"],
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => join("docs", path)),
];

/** Command lines in fenced blocks and in code spans, without the shell's own: comments, variables, redirections. */
function commandsOf(text: string): string[] {
  const blocks = [...text.matchAll(/^```\w*\n(.*?)^```/gms)].flatMap(([, block = ""]) => block.split("\n"));
  const spans = [...text.replaceAll(/^```.*?^```/gms, "").matchAll(/`([^`\n]+)`/g)].map(
    ([, span = ""]) => span,
  );
  return [...blocks, ...spans].flatMap((line) => {
    const [, command] = /^\s*(?:\w+=\S+ )*(?:npx )?palimpsest( [a-z-].*)$/.exec(line) ?? [];
    return command === undefined ? [] : [command.replace(/ {2,}\S.*$|#.*$|[>|;&].*$/, "").trim()];
  });
}

const wordsOf = (command: string): string[] =>
  [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");

/** What a command line holds that the command does not know, and where its number of arguments is wrong. */
function problemsOf(command: string): string[] {
  let at = newProgram();
  let words = wordsOf(command);
  for (;;) {
    const [name] = words;
    const next = at.commands.find((one) => one.name() === name);
    if (next === undefined) break;
    [at, words] = [next, words.slice(1)];
  }
  if (at.parent === null) return [`no such command: ${words.join(" ")}`];
  const { operands, unknown } = at.parseOptions(words);
  const left = at.parent.parseOptions(unknown).unknown;
  const most = at.registeredArguments.some(({ variadic }) => variadic)
    ? Infinity
    : at.registeredArguments.length;
  const isName = at.commands.length > 0 && operands.length === 0;
  return [
    ...left.map((word) => `unknown: ${word}`),
    ...(isName || operands.length <= most ? [] : [`too many arguments: ${operands.join(" ")}`]),
  ];
}

/** Every command with those below it. */
const allCommands = (command: Command): Command[] => [command, ...command.commands.flatMap(allCommands)];

function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({ writeOut: (part) => (text += part) }).outputHelp();
  return text;
}

describe("commands that documents show", () => {
  it.each(documents)("%s", (path) => {
    const commands = commandsOf(readFileSync(join(root, path), "utf8"));
    expect(
      commands.flatMap((command) => problemsOf(command).map((problem) => `${command}: ${problem}`)),
    ).toEqual([]);
  });

  it("are found: the README's among them", () => {
    const commands = commandsOf(readFileSync(join(root, "README.md"), "utf8"));
    expect(commands).toContain(
      "run --task orion-honesty-down --vary authorization=absent,chain --vary 'successor=*'",
    );
    expect(commands.length).toBeGreaterThan(20);
  });

  it("and those of --help", () => {
    const examples = allCommands(newProgram()).flatMap((command) =>
      helpOf(command)
        .split("\n")
        .filter((line) => line.startsWith("  palimpsest "))
        .flatMap((line) => commandsOf(`\`${line.trim()}\``)),
    );
    expect(
      examples.flatMap((command) => problemsOf(command).map((problem) => `${command}: ${problem}`)),
    ).toEqual([]);
    expect(examples.length).toBeGreaterThan(20);
  });

  it.each([
    ["run --no-such-flag", ["unknown: --no-such-flag"]],
    ["reprot last", ["no such command: reprot last"]],
    ["score one two", ["too many arguments: one two"]],
  ])("%s is seen to be wrong", (command, problems) => {
    expect(problemsOf(command)).toEqual(problems);
  });
});
