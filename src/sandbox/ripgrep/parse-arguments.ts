import { defaultOptions, type RipgrepOptions } from "./options.js";

/** A command line that `rg` does not accept; the message is what it prints after `rg: `. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

type Switch = (options: RipgrepOptions) => void;
type Valued = (options: RipgrepOptions, value: string) => void;

const nothing: Switch = () => undefined;

const switches: Readonly<Record<string, Switch>> = {
  "-n --line-number": (o) => (o.lineNumbers = true),
  "-N --no-line-number": (o) => (o.lineNumbers = false),
  "-i --ignore-case": (o) => (o.ignoreCase = "always"),
  "-s --case-sensitive": (o) => (o.ignoreCase = "never"),
  "-S --smart-case": (o) => (o.ignoreCase = "smart"),
  "-l --files-with-matches": (o) => (o.mode = "files-with-matches"),
  "--files-without-match": (o) => (o.mode = "files-without-match"),
  "-c --count": (o) => (o.mode = o.mode === "count-matches" ? o.mode : "count"),
  "--count-matches": (o) => (o.mode = "count-matches"),
  "--include-zero": (o) => (o.includeZero = true),
  "--files": (o) => (o.mode = "files"),
  "-q --quiet": (o) => (o.mode = "quiet"),
  "-w --word-regexp": (o) => (o.word = true),
  "-x --line-regexp": (o) => (o.wholeLine = true),
  "-F --fixed-strings": (o) => (o.fixed = true),
  "-v --invert-match": (o) => (o.invert = true),
  "-U --multiline": (o) => (o.multiline = true),
  "--multiline-dotall": (o) => (o.multiline = true),
  "-P --pcre2": (o) => (o.lookaround = true),
  "-o --only-matching": (o) => (o.onlyMatching = true),
  "-H --with-filename": (o) => (o.fileNames = true),
  "-I --no-filename": (o) => (o.fileNames = false),
  "--heading": (o) => (o.heading = true),
  "--no-heading": (o) => (o.heading = false),
  "-p --pretty": (o) => (o.heading = o.lineNumbers = true),
  "--column": (o) => (o.columns = o.lineNumbers = true),
  "--vimgrep": (o) => (o.everyMatch = o.columns = o.lineNumbers = o.fileNames = true),
  "-. --hidden": (o) => (o.hidden = true),
  "--no-hidden": (o) => (o.hidden = false),
  "--no-ignore": (o) => (o.ignoreFiles = false),
  "--no-ignore-vcs --no-ignore-dot --no-ignore-parent --no-ignore-global": (o) => (o.ignoreFiles = false),
  "-u --unrestricted": (o) => unrestrict(o),
  "-a --text --binary": (o) => (o.text = true),
  "--trim": (o) => (o.trim = true),
  "-0 --null": (o) => (o.nullSeparator = true),
  "--no-messages": (o) => (o.messages = false),
  "--glob-case-insensitive": (o) => (o.ignoreGlobCase = true),
  "-h --help": (o) => (o.special = "help"),
  "-V --version": (o) => (o.special = "version"),
  "--type-list": (o) => (o.special = "type-list"),
  "-L --follow --no-follow --no-config --no-unicode --crlf --stats --line-buffered --block-buffered --one-file-system --no-require-git --mmap --no-mmap --debug --max-columns-preview --no-pcre2-unicode --auto-hybrid-regex":
    nothing,
};

const valued: Readonly<Record<string, Valued>> = {
  "-e --regexp": (o, value) => void o.patterns.push(value),
  "-f --file": (o, value) => void o.patternFiles.push(value),
  "-g --glob": (o, value) => void o.globs.push(value),
  "--iglob": (o, value) => (o.globs.push(value), (o.ignoreGlobCase = true)),
  "-t --type": (o, value) => void o.types.push(value),
  "-T --type-not": (o, value) => void o.typesNot.push(value),
  "-A --after-context": (o, value) => (o.after = count("--after-context", value)),
  "-B --before-context": (o, value) => (o.before = count("--before-context", value)),
  "-C --context": (o, value) => (o.before = o.after = count("--context", value)),
  "-m --max-count": (o, value) => (o.maxCount = count("--max-count", value)),
  "-d --max-depth": (o, value) => (o.maxDepth = count("--max-depth", value)),
  "-M --max-columns": (o, value) => (o.maxColumns = count("--max-columns", value) || Infinity),
  "-r --replace": (o, value) => (o.replace = value),
  "-j --threads --color --colors --sort --sortr --max-filesize --engine -E --encoding --dfa-size-limit --regex-size-limit --path-separator --context-separator --field-match-separator --field-context-separator --ignore-file --pre --type-add --type-clear":
    () => undefined,
};

const switchOf = spread(switches);
const valuedOf = spread(valued);

function spread<Value>(table: Readonly<Record<string, Value>>): ReadonlyMap<string, Value> {
  return new Map(
    Object.entries(table).flatMap(([names, value]) => names.split(" ").map((name) => [name, value] as const)),
  );
}

/** Reads the arguments of `rg`. Throws a `UsageError`. */
export function parseArguments(argv: readonly string[]): RipgrepOptions {
  const options = defaultOptions();
  const operands: string[] = [];
  const pending = [...argv];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    if (next === "--") operands.push(...pending.splice(0));
    else if (next.startsWith("--")) readLong(next, pending, options);
    else if (next.startsWith("-") && next !== "-") readShort(next, pending, options);
    else operands.push(next);
  }
  const needsPattern = options.patterns.length + options.patternFiles.length === 0;
  if (needsPattern && options.mode !== "files" && options.special === undefined) {
    const pattern = operands.shift();
    if (pattern === undefined)
      throw new UsageError("ripgrep requires at least one pattern to execute a search");
    options.patterns.push(pattern);
  }
  options.paths = operands;
  return options;
}

function readLong(argument: string, pending: string[], options: RipgrepOptions): void {
  const [name = "", ...rest] = argument.split("=");
  const takesValue = valuedOf.get(name);
  if (takesValue !== undefined) {
    const value = rest.length > 0 ? rest.join("=") : pending.shift();
    if (value === undefined)
      throw new UsageError(`missing value for flag ${name}: missing argument for option '${name}'`);
    takesValue(options, value);
    return;
  }
  const apply = switchOf.get(name);
  if (apply === undefined) throw new UsageError(`unrecognized flag ${name}`);
  apply(options);
}

function readShort(argument: string, pending: string[], options: RipgrepOptions): void {
  for (let place = 1; place < argument.length; place += 1) {
    const name = `-${argument.charAt(place)}`;
    const takesValue = valuedOf.get(name);
    if (takesValue !== undefined) {
      const attached = argument.slice(place + 1).replace(/^=/, "");
      const value = attached === "" ? pending.shift() : attached;
      if (value === undefined)
        throw new UsageError(`missing value for flag ${name}: missing argument for option '${name}'`);
      takesValue(options, value);
      return;
    }
    const apply = switchOf.get(name);
    if (apply === undefined) throw new UsageError(`unrecognized flag ${name}`);
    apply(options);
  }
}

function unrestrict(options: RipgrepOptions): void {
  if (!options.ignoreFiles && options.hidden) options.text = true;
  else if (!options.ignoreFiles) options.hidden = true;
  else options.ignoreFiles = false;
}

function count(flag: string, value: string): number {
  if (!/^\d+$/.test(value))
    throw new UsageError(
      `error parsing flag ${flag}: value is not a valid number: invalid digit found in string`,
    );
  return Number(value);
}
