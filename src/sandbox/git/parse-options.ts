import { GitFailure } from "./git-failure.js";

/** How an option takes a value: not at all, always, or only when attached (`--color=always`, `-M50`). */
export type OptionKind = "flag" | "value" | "optional";

/** The options of a subcommand by long name; `short` letters map to long names. */
export interface OptionTable {
  readonly usage: string;
  readonly long: Readonly<Record<string, OptionKind>>;
  readonly short: Readonly<Record<string, string>>;
  /** Words that begin with `-` and that the caller reads itself, such as `-5`. */
  readonly pass?: (word: string) => boolean;
  /** What to do with an option that is not in the table; the default prints the usage and exits with 129. */
  readonly unknown?: (word: string) => GitFailure;
  /** Stop at the first word that is not an option. */
  readonly stopEarly?: boolean;
}

export interface ParsedOptions {
  /** The last value of an option: `""` for a flag, undefined if absent or switched off by `--no-`. */
  value(name: string): string | undefined;
  has(name: string): boolean;
  /** Every value, in order. */
  all(name: string): readonly string[];
  /** Whether `--no-<name>` came last. */
  negated(name: string): boolean;
  /** The options in the order they were written. */
  readonly order: readonly string[];
  /** Words before `--` that are not options. */
  readonly words: readonly string[];
  /** Words after `--`, or undefined if there was none. */
  readonly paths: readonly string[] | undefined;
}

/** Reads a command line as git's own option reader does, with its messages. */
export function parseOptions(argv: readonly string[], table: OptionTable): ParsedOptions {
  const values = new Map<string, string[]>();
  const negated = new Set<string>();
  const order: string[] = [];
  const words: string[] = [];
  let paths: string[] | undefined;
  const set = (name: string, value: string) => {
    negated.delete(name);
    order.push(name);
    values.set(name, [...(values.get(name) ?? []), value]);
  };
  const queue = [...argv];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word === "--") {
      paths = queue.splice(0);
    } else if (word === "-h" && argv.length === 1) {
      throw new UsageRequest(table.usage);
    } else if (!word.startsWith("-") || word === "-") {
      words.push(word);
      if (table.stopEarly === true) words.push(...queue.splice(0));
    } else if (table.pass?.(word) === true) words.push(word);
    else if (word.startsWith("--"))
      readLong(word, table, queue, set, (name) => {
        values.delete(name);
        negated.add(name);
        order.push(`no-${name}`);
      });
    else readShort(word, table, queue, set);
  }
  return {
    value: (name) => values.get(name)?.at(-1),
    has: (name) => values.has(name),
    all: (name) => values.get(name) ?? [],
    negated: (name) => negated.has(name),
    order,
    words,
    paths,
  };
}

/** `-h`: the usage goes to standard output, with exit code 129. */
export class UsageRequest extends Error {
  override readonly name = "UsageRequest";
  readonly usage: string;
  constructor(usage: string) {
    super("usage");
    this.usage = usage;
  }
}

/** `error: ...` followed by the usage, with exit code 129. */
export function usageFailure(message: string, usage: string): GitFailure {
  return new GitFailure(129, `${message === "" ? "" : `error: ${message}\n`}usage: ${usage}\n`);
}

function readLong(
  word: string,
  table: OptionTable,
  queue: string[],
  set: (name: string, value: string) => void,
  unset: (name: string) => void,
): void {
  const equals = word.indexOf("=");
  const typed = word.slice(2, equals === -1 ? undefined : equals);
  const attached = equals === -1 ? undefined : word.slice(equals + 1);
  const name = completeName(typed, table);
  if (name === undefined) {
    const positive = typed.startsWith("no-") ? completeName(typed.slice(3), table) : undefined;
    if (positive !== undefined) {
      unset(positive);
      return;
    }
    throw table.unknown?.(word) ?? usageFailure(`unknown option \`${word.slice(2)}'`, table.usage);
  }
  const kind = table.long[name];
  if (kind === "flag" && attached !== undefined)
    throw new GitFailure(129, `error: option \`${name}' takes no value`);
  if (kind !== "value") {
    set(name, attached ?? "");
    return;
  }
  const value = attached ?? queue.shift();
  if (value === undefined) throw new GitFailure(129, `error: option \`${name}' requires a value`);
  set(name, value);
}

function completeName(typed: string, table: OptionTable): string | undefined {
  if (Object.hasOwn(table.long, typed)) return typed;
  const candidates = Object.keys(table.long).filter((name) => name.startsWith(typed) && name.length > 1);
  return typed !== "" && candidates.length === 1 ? candidates[0] : undefined;
}

function readShort(
  word: string,
  table: OptionTable,
  queue: string[],
  set: (name: string, value: string) => void,
): void {
  for (let at = 1; at < word.length; at++) {
    const letter = word.charAt(at);
    const name = Object.hasOwn(table.short, letter) ? table.short[letter] : undefined;
    if (name === undefined) {
      throw table.unknown?.(word) ?? usageFailure(`unknown switch \`${letter}'`, table.usage);
    }
    const kind = table.long[name];
    if (kind === "flag" || kind === undefined) {
      set(name, "");
      continue;
    }
    const rest = word.slice(at + 1);
    if (kind === "optional" || rest !== "") {
      set(name, rest);
      return;
    }
    const value = queue.shift();
    if (value === undefined) throw new GitFailure(129, `error: switch \`${letter}' requires a value`);
    set(name, value);
    return;
  }
}
