import type { MachineFiles } from "../machine-command.js";
import { parentPath } from "../machine-path.js";
import { fatal } from "./git-failure.js";
import { noObject } from "./object-types.js";
import type { Signature } from "./object-types.js";
import { formatSignature, parseSignature } from "./signature.js";

/** One line of a reflog. */
export interface LogEntry {
  readonly before: string;
  readonly after: string;
  readonly who: Signature;
  readonly message: string;
}

/** The names of a repository: branches, tags, HEAD, and their logs. */
export class ReferenceStore {
  readonly #files: MachineFiles;
  readonly #folder: string;

  constructor(files: MachineFiles, folder: string) {
    this.#files = files;
    this.#folder = folder;
  }

  /** The text of a file in the git folder, or undefined. */
  readText(name: string): string | undefined {
    const path = `${this.#folder}/${name}`;
    if (this.#files.stat(path)?.kind !== "file") return undefined;
    return Buffer.from(this.#files.read(path)).toString("utf8");
  }

  writeText(name: string, text: string): void {
    const path = `${this.#folder}/${name}`;
    this.#files.makeDirectory(parentPath(path), { recursive: true });
    this.#files.write(path, Buffer.from(text, "utf8"));
  }

  removeText(name: string): void {
    const path = `${this.#folder}/${name}`;
    if (this.#files.linkStat(path)?.kind === "file") this.#files.remove(path);
  }

  /** The full name that HEAD stands for, or undefined when it names a commit itself. */
  get headName(): string | undefined {
    const target = /^ref: (.*)$/m.exec(this.readText("HEAD") ?? "")?.[1];
    return target?.trim();
  }

  /** The branch in use, without `refs/heads/`. */
  get branch(): string | undefined {
    return this.headName?.replace(/^refs\/heads\//, "");
  }

  /** The id that a full name (`HEAD`, `refs/heads/main`) stands for. */
  resolve(name: string): string | undefined {
    const text = this.readText(name)?.trim();
    if (text?.startsWith("ref: ") === true) return this.resolve(text.slice(5).trim());
    if (text !== undefined && /^[0-9a-f]{40}$/.test(text)) return text;
    return this.#packed().get(name);
  }

  #packed(): Map<string, string> {
    const names = new Map<string, string>();
    for (const line of (this.readText("packed-refs") ?? "").split("\n")) {
      const match = /^([0-9a-f]{40}) (.+)$/.exec(line);
      if (match !== null) names.set(match[2] ?? "", match[1] ?? "");
    }
    return names;
  }

  /** Every full name below a folder such as `refs/heads/`, in order, with its id. */
  list(folder: string): Map<string, string> {
    const found = new Map([...this.#packed()].filter(([name]) => name.startsWith(folder)));
    const walk = (name: string): void => {
      const path = `${this.#folder}/${name}`;
      const kind = this.#files.stat(path)?.kind;
      if (kind === "directory") for (const child of this.#files.list(path)) walk(`${name}/${child}`);
      const oid = kind === "file" ? this.resolve(name) : undefined;
      if (oid !== undefined) found.set(name, oid);
    };
    walk(folder.replace(/\/$/, ""));
    return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Points a full name at a commit and notes it in the logs (HEAD's too, if it stands for that name). */
  write(name: string, oid: string, who: Signature, message: string | undefined): void {
    const before = this.resolve(name) ?? noObject;
    const target = name === "HEAD" ? (this.headName ?? "HEAD") : name;
    for (let folder = target; folder.includes("/"); folder = folder.slice(0, folder.lastIndexOf("/"))) {
      const above = folder.slice(0, folder.lastIndexOf("/"));
      if (above.startsWith("refs/heads/") && this.resolve(above) !== undefined) {
        throw fatal(`cannot lock ref '${target}': '${above}' exists; cannot create '${target}'`);
      }
    }
    this.writeText(target, `${oid}\n`);
    if (message === undefined) return;
    const entry = { before, after: oid, who, message };
    if (!target.startsWith("refs/tags/")) this.appendLog(target, entry);
    if (this.headName === target) this.appendLog("HEAD", entry);
  }

  /** Makes HEAD stand for a branch, or for a commit itself. */
  moveHead(
    target: { branch: string } | { oid: string },
    after: string,
    who: Signature,
    message: string,
  ): void {
    const before = this.resolve("HEAD") ?? noObject;
    this.writeText("HEAD", "branch" in target ? `ref: refs/heads/${target.branch}\n` : `${target.oid}\n`);
    this.appendLog("HEAD", { before, after, who, message });
  }

  delete(name: string): void {
    this.removeText(name);
    this.removeText(`logs/${name}`);
    const packed = this.readText("packed-refs");
    if (packed === undefined || !this.#packed().has(name)) return;
    this.writeText(
      "packed-refs",
      packed
        .split("\n")
        .filter((line) => !line.endsWith(` ${name}`))
        .join("\n"),
    );
  }

  appendLog(name: string, entry: LogEntry): void {
    const line = `${entry.before} ${entry.after} ${formatSignature(entry.who)}\t${entry.message.replace(/\n/g, " ")}\n`;
    this.writeText(`logs/${name}`, (this.readText(`logs/${name}`) ?? "") + line);
  }

  /** A name's log, newest first. */
  log(name: string): LogEntry[] {
    const lines = (this.readText(`logs/${name}`) ?? "").split("\n");
    return lines.flatMap((line) => parseLogLine(line) ?? []).reverse();
  }
}

function parseLogLine(line: string): LogEntry | undefined {
  const [facts = "", message = ""] = line.split("\t", 2);
  const match = /^([0-9a-f]{40}) ([0-9a-f]{40}) (.*)$/.exec(facts);
  const who = parseSignature(match?.[3] ?? "");
  return who === undefined ? undefined : { before: match?.[1] ?? "", after: match?.[2] ?? "", who, message };
}
