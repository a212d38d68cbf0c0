import { FileError } from "../file-error.js";
import type { Machine, MachineCommand, MachineCommandResult } from "../machine-command.js";
import { resolvePath } from "../machine-path.js";
import { asBuffer } from "../shell/text-encoding.js";
import { compilePattern } from "./compile-pattern.js";
import { fileTypes } from "./file-types.js";
import type { RipgrepOptions } from "./options.js";
import { parseArguments, UsageError } from "./parse-arguments.js";
import { printMatches } from "./print-matches.js";
import { searchText } from "./search-text.js";
import { type FoundFile, walkFiles } from "./walk-files.js";

/** Text of files that were read before; a base's bytes live as long as the base. `null` for a binary file. */
type TextCache = WeakMap<Uint8Array, { readonly text: string; readonly binaryAt: number }>;

/** `rg`: recursive search as ripgrep 14 does it, in path order. */
export function createRipgrepCommand(): MachineCommand {
  const cache: TextCache = new WeakMap();
  return {
    name: "rg",
    run(argv, machine) {
      try {
        const options = parseArguments(argv);
        return special(options) ?? new Search(options, machine, cache).run();
      } catch (error) {
        if (error instanceof UsageError) return { stdout: "", stderr: `rg: ${error.message}\n`, exitCode: 2 };
        throw error;
      }
    },
  };
}

function special(options: RipgrepOptions): MachineCommandResult | undefined {
  const text = {
    help: "ripgrep 14.1.0\n\nUSAGE:\n  rg [OPTIONS] PATTERN [PATH ...]\n\nripgrep (rg) recursively searches the current directory for lines matching\na regex pattern. By default, ripgrep will respect gitignore rules and\nautomatically skip hidden files/directories and binary files.\n",
    version:
      "ripgrep 14.1.0\n\nfeatures:+pcre2\nsimd(compile):+SSE2,-SSSE3,-AVX2\nsimd(runtime):+SSE2,+SSSE3,+AVX2\n",
    "type-list": Object.entries(fileTypes)
      .map(([name, globs]) => `${name}: ${globs.join(", ")}\n`)
      .join(""),
  };
  return options.special === undefined
    ? undefined
    : { stdout: text[options.special], stderr: "", exitCode: 0 };
}

class Search {
  readonly #options: RipgrepOptions;
  readonly #machine: Machine;
  readonly #cache: TextCache;
  readonly #errors: string[] = [];

  constructor(options: RipgrepOptions, machine: Machine, cache: TextCache) {
    this.#options = options;
    this.#machine = machine;
    this.#cache = cache;
  }

  run(): MachineCommandResult {
    const options = this.#options;
    if (options.mode === "files") return this.#end(this.#targets().map((file) => `${file.shown}\n`));
    const filePatterns = options.patternFiles.flatMap((path) => this.#patternsOf(path));
    const pattern = compilePattern([...options.patterns, ...filePatterns], options);
    if (options.paths.length === 0 && this.#machine.stdin.length > 0) {
      const found = searchText(asBuffer(this.#machine.stdin).toString(), pattern, options);
      return this.#end(
        [printMatches(options.fileNames ? "<stdin>" : undefined, found, options)],
        found.matchingLines > 0,
      );
    }
    const targets = this.#targets();
    const [only] = options.paths;
    const single = options.paths.length === 1 && only !== undefined && this.#kind(only) === "file";
    const named = options.fileNames ?? (!single || options.mode.startsWith("files"));
    const output: string[] = [];
    let anything = false;
    for (const file of targets) {
      const content = this.#textOf(file.path);
      if (content === undefined || (content.binaryAt >= 0 && !options.text && !single)) continue;
      const found = searchText(content.text, pattern, options);
      anything ||=
        options.mode === "files-without-match" ? found.matchingLines === 0 : found.matchingLines > 0;
      if (content.binaryAt >= 0 && !options.text && options.mode === "lines") {
        const where = `(found "\\0" byte around offset ${content.binaryAt})`;
        if (found.matchingLines > 0) output.push(`binary file matches ${where}\n`);
        continue;
      }
      const printed = printMatches(named ? file.shown : undefined, found, options);
      if (printed !== "" && output.length > 0) output.push(this.#separator());
      output.push(printed);
    }
    return this.#end(output, anything);
  }

  /** What stands between the matches of two files. */
  #separator(): string {
    const { mode, heading, before, after, onlyMatching } = this.#options;
    if (mode !== "lines") return "";
    return heading ? "\n" : before + after > 0 && !onlyMatching ? "--\n" : "";
  }

  #end(output: readonly string[], anything = output.length > 0): MachineCommandResult {
    const stderr = this.#options.messages ? this.#errors.join("") : "";
    const failed = this.#errors.length > 0 && this.#options.mode !== "quiet";
    return { stdout: output.join(""), stderr, exitCode: failed ? 2 : anything ? 0 : 1 };
  }

  #kind(path: string): string | undefined {
    try {
      return this.#machine.files.stat(resolvePath(this.#machine.cwd, path))?.kind;
    } catch (error) {
      if (error instanceof FileError) return undefined;
      throw error;
    }
  }

  #targets(): readonly FoundFile[] {
    const { files, cwd } = this.#machine;
    if (this.#options.paths.length === 0) return walkFiles(files, cwd, "", this.#options, cwd);
    return this.#options.paths.flatMap((path) => {
      const kind = this.#kind(path);
      const absolute = resolvePath(cwd, path);
      if (kind === "file") return [{ path: absolute, shown: path }];
      if (kind === "directory") return walkFiles(files, files.realPath(absolute), path, this.#options, cwd);
      this.#errors.push(`rg: ${path}: No such file or directory (os error 2)\n`);
      return [];
    });
  }

  #patternsOf(path: string): readonly string[] {
    const text =
      path === "-"
        ? asBuffer(this.#machine.stdin).toString()
        : this.#textOf(resolvePath(this.#machine.cwd, path))?.text;
    if (text === undefined) throw new UsageError(`${path}: No such file or directory (os error 2)`);
    return text.replace(/\n$/, "").split("\n");
  }

  #textOf(path: string): { readonly text: string; readonly binaryAt: number } | undefined {
    let bytes: Uint8Array;
    try {
      bytes = this.#machine.files.read(path);
    } catch (error) {
      if (error instanceof FileError) return undefined;
      throw error;
    }
    const known = this.#cache.get(bytes);
    if (known !== undefined) return known;
    const content = { text: asBuffer(bytes).toString(), binaryAt: bytes.indexOf(0) };
    this.#cache.set(bytes, content);
    return content;
  }
}
