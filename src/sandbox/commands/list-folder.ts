import type { FileStat, Machine, MachineCommand, MachineCommandResult } from "../machine-command.js";
import { childPath, resolvePath } from "../machine-path.js";
import { zoneOffsetMs } from "../shell/machine-clock.js";
import { failed } from "./answer.js";
import { formatTime } from "./format-time.js";
import { readOptions } from "./read-options.js";
import { reasonOf } from "./reason-of.js";
import { blocksOf, humanSize, isRoots, modeText } from "./file-facts.js";

const long = {
  all: "a", "almost-all": "A", directory: "d", classify: "F", "human-readable": "h", inode: "i", "numeric-uid-gid": "n",
  reverse: "r", recursive: "R", size: "s", "file-type": "p", "no-group": "G", color: "color", "time-style": "style=",
  "full-time": "full", "group-directories-first": "folders", sort: "sort=", quoting: "quoting=", "quoting-style": "quoting=",
}; // prettier-ignore

interface Item {
  readonly name: string;
  readonly path: string;
  readonly stat: FileStat;
}

/** `ls`: one name per line, or the long form. */
export const listFolderCommand: MachineCommand = {
  name: "ls",
  run: (argv, machine) => new Listing(argv, machine).run(),
};

class Listing {
  readonly #machine: Machine;
  readonly #options: ReadonlyMap<string, string>;
  readonly #operands: readonly string[];
  readonly #unknown: string | undefined;
  readonly #errors: string[] = [];

  constructor(argv: readonly string[], machine: Machine) {
    const read = readOptions(argv, "alA1dFhinrRsStUXpgGoQcuNmxCkLBbqvZw:T:I:", long);
    this.#machine = machine;
    this.#options = read.options;
    this.#operands = read.operands.length === 0 ? ["."] : read.operands;
    this.#unknown = read.unknown;
  }

  run(): MachineCommandResult {
    if (this.#unknown !== undefined) {
      const what = this.#unknown.startsWith("--") ? `unrecognized option '${this.#unknown}'` : `invalid option -- '${this.#unknown.slice(1)}'`;
      return failed(`ls: ${what}\nTry 'ls --help' for more information.\n`, 2);
    } // prettier-ignore
    const found = this.#operands.flatMap((name) => this.#find(name));
    const alone = found.filter((item) => item.stat.kind !== "directory" || this.#options.has("d"));
    const folders = found.filter((item) => item.stat.kind === "directory" && !this.#options.has("d"));
    const sections: string[] = [];
    if (alone.length > 0) sections.push(this.#format(this.#sort(alone), false));
    const titled = this.#operands.length > 1 || this.#options.has("R");
    for (const folder of this.#sort(folders)) sections.push(...this.#sections(folder, titled));
    return {
      stdout: sections.join("\n"),
      stderr: this.#errors.join(""),
      exitCode: this.#errors.length > 0 ? 2 : 0,
    };
  }

  #find(name: string): readonly Item[] {
    const path = resolvePath(this.#machine.cwd, name);
    const follows = !(this.#options.has("l") || this.#options.has("d")) || name.endsWith("/");
    try {
      const stat =
        (follows ? this.#machine.files.stat(path) : undefined) ?? this.#machine.files.linkStat(path);
      if (stat !== undefined) return [{ name, path, stat }];
      this.#errors.push(`ls: cannot access '${name}': No such file or directory\n`);
    } catch (error) {
      this.#errors.push(`ls: cannot access '${name}': ${reasonOf(error)}\n`);
    }
    return [];
  }

  #sections(folder: Item, titled: boolean): readonly string[] {
    const items = this.#sort(this.#items(folder));
    const title = titled ? `${folder.name}:\n` : "";
    const sections = [title + this.#format(items, true)];
    if (!this.#options.has("R")) return sections;
    const below = items.filter(
      (item) => item.stat.kind === "directory" && item.name !== "." && item.name !== "..",
    );
    const named = below.map((item) => ({ ...item, name: `${folder.name.replace(/\/$/, "")}/${item.name}` }));
    return [...sections, ...named.flatMap((item) => this.#sections(item, true))];
  }

  #items(folder: Item): readonly Item[] {
    const { files } = this.#machine;
    const all = this.#options.has("a");
    const names = files
      .list(folder.path)
      .filter((name) => all || this.#options.has("A") || !name.startsWith("."));
    const items = names.flatMap((name) => {
      const path = childPath(folder.path, name);
      const stat = files.linkStat(path);
      return stat === undefined ? [] : [{ name, path, stat }];
    });
    if (!all) return items;
    const parent = resolvePath(folder.path, "..");
    const dots = [{ name: ".", path: folder.path }, { name: "..", path: parent }].flatMap((dot) => {
      const stat = files.stat(dot.path);
      return stat === undefined ? [] : [{ ...dot, stat }];
    }); // prettier-ignore
    return [...dots, ...items];
  }

  #sort(items: readonly Item[]): readonly Item[] {
    const sort = this.#options.get("sort");
    const byTime = this.#options.has("t") || sort === "time";
    const bySize = this.#options.has("S") || sort === "size";
    const sorted = [...items].sort((left, right) => {
      if (this.#options.has("folders") && left.stat.kind !== right.stat.kind) {
        if (left.stat.kind === "directory") return -1;
        if (right.stat.kind === "directory") return 1;
      }
      if (byTime && left.stat.mtimeMs !== right.stat.mtimeMs) return right.stat.mtimeMs - left.stat.mtimeMs;
      if (bySize && left.stat.size !== right.stat.size) return right.stat.size - left.stat.size;
      return left.name < right.name ? -1 : left.name > right.name ? 1 : 0;
    });
    return this.#options.has("r") ? sorted.reverse() : sorted;
  }

  #format(items: readonly Item[], inFolder: boolean): string {
    const isLong = ["l", "n", "g", "o", "full"].some((letter) => this.#options.has(letter));
    if (!isLong) return items.map((item) => `${this.#lead(item)}${item.name}${this.#mark(item)}\n`).join("");
    const rows = items.map((item) => this.#row(item));
    const widths = [0, 1, 2, 3, 4, 5].map((column) =>
      Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)),
    );
    const lines = rows.map((row) =>
      row.map((cell, column) => (column === 1 || column === 4 ? cell.padStart(widths[column] ?? 0) : column < 6 ? cell.padEnd(widths[column] ?? 0) : cell)).filter((cell) => cell !== "").join(" "),
    ); // prettier-ignore
    const blocks = items.reduce((sum, item) => sum + blocksOf(item.stat), 0);
    const total = this.#options.has("h") ? humanSize(blocks * 1024, "") : String(blocks);
    return `${inFolder ? `total ${total}\n` : ""}${lines.map((line) => `${line}\n`).join("")}`;
  }

  #lead(item: Item): string {
    const inode = this.#options.has("i") ? `${item.stat.inode} ` : "";
    return inode + (this.#options.has("s") ? `${blocksOf(item.stat)} ` : "");
  }

  #row(item: Item): readonly string[] {
    const { stat } = item;
    const root = isRoots(item.path, this.#machine.facts);
    const user = this.#options.has("n") ? (root ? "0" : "1000") : root ? "root" : this.#machine.facts.user;
    const size = this.#options.has("h") ? humanSize(stat.size, "") : String(stat.size);
    const target = stat.kind === "symlink" ? ` -> ${this.#machine.files.readLink(item.path)}` : "";
    return [
      this.#lead(item) + modeText(stat),
      stat.kind === "directory" ? "2" : "1",
      this.#options.has("g") ? "" : user,
      this.#options.has("o") || this.#options.has("G") ? "" : user,
      size,
      this.#time(stat),
      `${item.name}${target === "" ? this.#mark(item) : target}`,
    ];
  } // prettier-ignore

  #time(stat: FileStat): string {
    const offsetMs = zoneOffsetMs(this.#machine.facts.now);
    const style = this.#options.has("full") ? "full-iso" : (this.#options.get("style") ?? "");
    if (style === "long-iso") return formatTime("%Y-%m-%d %H:%M", stat.mtimeMs, offsetMs);
    if (style === "full-iso") return formatTime("%Y-%m-%d %H:%M:%S.%N %z", stat.mtimeMs, offsetMs);
    if (style.startsWith("+")) return formatTime(style.slice(1), stat.mtimeMs, offsetMs);
    const age = Date.parse(this.#machine.facts.now) - stat.mtimeMs;
    const recent = age < 15_778_476_000 && age > -3_600_000;
    return formatTime(recent ? "%b %e %H:%M" : "%b %e  %Y", stat.mtimeMs, offsetMs);
  }

  #mark(item: Item): string {
    if (item.stat.kind === "directory") return this.#options.has("F") || this.#options.has("p") ? "/" : "";
    if (!this.#options.has("F")) return "";
    return item.stat.kind === "symlink" ? "@" : (item.stat.mode & 0o111) === 0 ? "" : "*";
  }
}
