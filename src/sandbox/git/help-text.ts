/** What git prints where it is given no command or an option it does not know. */
export const mainUsage = `usage: git [-v | --version] [-h | --help] [-C <path>] [-c <name>=<value>]
           [--exec-path[=<path>]] [--html-path] [--man-path] [--info-path]
           [-p | --paginate | -P | --no-pager] [--no-replace-objects] [--bare]
           [--git-dir=<path>] [--work-tree=<path>] [--namespace=<name>]
           [--super-prefix=<path>] [--config-env=<name>=<envvar>]
           <command> [<args>]`;

const families: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  [
    "work on the current change (see also: git help everyday)",
    [
      ["add", "Add file contents to the index"],
      ["mv", "Move or rename a file, a directory, or a symlink"],
      ["restore", "Restore working tree files"],
      ["rm", "Remove files from the working tree and from the index"],
    ],
  ],
  [
    "examine the history and state (see also: git help revisions)",
    [
      ["diff", "Show changes between commits, commit and working tree, etc"],
      ["grep", "Print lines matching a pattern"],
      ["log", "Show commit logs"],
      ["show", "Show various types of objects"],
      ["status", "Show the working tree status"],
    ],
  ],
  [
    "grow, mark and tweak your common history",
    [
      ["branch", "List, create, or delete branches"],
      ["commit", "Record changes to the repository"],
      ["merge", "Join two or more development histories together"],
      ["reset", "Reset current HEAD to the specified state"],
      ["switch", "Switch branches"],
      ["tag", "Create, list, delete or verify a tag object signed with GPG"],
    ],
  ],
  [
    "collaborate (see also: git help workflows)",
    [
      ["fetch", "Download objects and refs from another repository"],
      ["pull", "Fetch from and integrate with another repository or a local branch"],
      ["push", "Update remote refs along with associated objects"],
    ],
  ],
];

/** `git help`, or what a machine without manual pages says of one command. */
export function helpText(command: string | undefined): string {
  if (command !== undefined && !command.startsWith("-")) return `No manual entry for git-${command}\n`;
  const lists = families.map(
    ([title, commands]) =>
      `${title}\n${commands.map(([name, says]) => `   ${name.padEnd(9)} ${says}\n`).join("")}\n`,
  );
  return (
    `${mainUsage}\n\nThese are common Git commands used in various situations:\n\n${lists.join("")}` +
    "'git help -a' and 'git help -g' list available subcommands and some\nconcept guides. See 'git help <command>' or 'git help <concept>'\nto read about a specific subcommand or concept.\n" +
    "See 'git help git' for an overview of the system.\n"
  );
}

/** The command that a mistyped one may stand for, in git's words; empty if none is near. */
export function suggestCommand(typed: string, names: readonly string[]): string {
  const rated = names.map((name) => ({ name, distance: editDistance(typed, name) }));
  const best = Math.min(...rated.map(({ distance }) => distance));
  if (best > 2) return "";
  const near = rated.filter(({ distance }) => distance === best).map(({ name }) => name);
  return `\n\nThe most similar command${near.length === 1 ? " is" : "s are"}\n${near.map((name) => `\t${name}`).join("\n")}`;
}

function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let line = 1; line <= one.length; line++) {
    const next = [line];
    for (let column = 1; column <= other.length; column++) {
      const same = one[line - 1] === other[column - 1] ? 0 : 1;
      next.push(Math.min((row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (row[column - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
