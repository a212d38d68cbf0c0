/** A command line split into what its program knows. */
export interface ReadOptions {
  /** Options that were given, without dashes, and their values; an option without a value has "". */
  readonly options: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
  /** The first option that the program does not know, as typed. */
  readonly unknown: string | undefined;
}

/**
 * Splits arguments as getopt does. `short` lists one-letter options, `:` after those that take a value;
 * `long` maps a long name to its short one, or to itself, with `=` after those that take a value.
 */
export function readOptions(
  argv: readonly string[],
  short: string,
  long: Readonly<Record<string, string>> = {},
): ReadOptions {
  const options = new Map<string, string>();
  const operands: string[] = [];
  const pending = [...argv];
  let unknown: string | undefined;
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    if (next === "--") operands.push(...pending.splice(0));
    else if (next.startsWith("--")) unknown ??= readLong(next, pending, long, options);
    else if (next.startsWith("-") && next !== "-") unknown ??= readShort(next, pending, short, options);
    else operands.push(next);
  }
  return { options, operands, unknown };
}

function readLong(
  argument: string,
  pending: string[],
  long: Readonly<Record<string, string>>,
  options: Map<string, string>,
): string | undefined {
  const [name = "", ...rest] = argument.slice(2).split("=");
  const meaning = long[name];
  if (meaning === undefined) return argument;
  const takesValue = meaning.endsWith("=");
  const value = rest.length > 0 ? rest.join("=") : takesValue ? (pending.shift() ?? "") : "";
  options.set(meaning.replace("=", ""), value);
  return undefined;
}

function readShort(
  argument: string,
  pending: string[],
  short: string,
  options: Map<string, string>,
): string | undefined {
  for (let place = 1; place < argument.length; place += 1) {
    const letter = argument.charAt(place);
    const known = short.indexOf(letter);
    if (known === -1 || letter === ":") return `-${letter}`;
    if (short.charAt(known + 1) === ":") {
      const attached = argument.slice(place + 1);
      options.set(letter, attached === "" ? (pending.shift() ?? "") : attached);
      return undefined;
    }
    options.set(letter, "");
  }
  return undefined;
}
