import type { Machine } from "../machine-command.js";
import { parentPath } from "../machine-path.js";
import { editConfig, normaliseKey, parseConfig, type Settings } from "./config-file.js";
import { fatal } from "./git-failure.js";
import { decodeIndex, emptyIndex, encodeIndex, type Index } from "./index-file.js";
import type { ObjectCache } from "./object-cache.js";
import { ObjectStore } from "./object-store.js";
import type { Listing, Signature } from "./object-types.js";
import { parseDate } from "./parse-date.js";
import type { Place } from "./pathspec.js";
import { ReferenceStore } from "./reference-store.js";

/** A repository as one command line sees it. */
export class Repository implements Place {
  readonly machine: Machine;
  readonly root: string;
  readonly gitFolder: string;
  readonly prefix: string;
  readonly objects: ObjectStore;
  readonly references: ReferenceStore;
  readonly settings: Settings;

  constructor(machine: Machine, root: string, overrides: Settings, cache: ObjectCache) {
    this.machine = machine;
    this.root = root;
    this.gitFolder = `${root}/.git`;
    const below = machine.cwd.slice(root.length + 1);
    this.prefix = below === "" ? "" : `${below}/`;
    this.objects = new ObjectStore(machine.files, this.gitFolder, cache);
    this.references = new ReferenceStore(machine.files, this.gitFolder);
    this.settings = [
      ...userSettings(machine),
      ...parseConfig(this.references.readText("config") ?? ""),
      ...overrides,
    ];
  }

  setting(key: string): string | undefined {
    const wanted = normaliseKey(key);
    return this.settings.findLast(([name]) => name === wanted)?.[1];
  }

  /** Changes a setting of this repository; undefined removes it. */
  writeSetting(key: string, value: string | undefined): void {
    this.references.writeText("config", editConfig(this.references.readText("config") ?? "", key, value));
  }

  isSet(key: string, fallback: boolean): boolean {
    const value = this.setting(key)?.toLowerCase();
    return value === undefined ? fallback : ["true", "yes", "on", "1"].includes(value);
  }

  readIndex(): Index {
    const path = `${this.gitFolder}/index`;
    return this.machine.files.stat(path) === undefined
      ? emptyIndex()
      : decodeIndex(this.machine.files.read(path));
  }

  writeIndex(index: Index): void {
    this.machine.files.write(`${this.gitFolder}/index`, encodeIndex(index));
  }

  /** Every object whose id starts with these digits (at least two). */
  expand(digits: string): string[] {
    const folder = `${this.gitFolder}/objects/${digits.slice(0, 2)}`;
    if (this.machine.files.stat(folder)?.kind !== "directory") return [];
    const names = this.machine.files.list(folder).map((name) => digits.slice(0, 2) + name);
    return names.filter((name) => name.startsWith(digits));
  }

  /** An id cut to `length` digits (7 unless told), or more where that is ambiguous. */
  abbreviate(oid: string, length = Number(this.setting("core.abbrev") ?? 7) || 7): string {
    if (/^0+$/.test(oid)) return oid.slice(0, length);
    let digits = Math.max(length, 4);
    const similar = this.expand(oid.slice(0, digits)).filter((other) => other !== oid);
    while (similar.some((other) => other.startsWith(oid.slice(0, digits)))) digits++;
    return oid.slice(0, digits);
  }

  /** The commit that HEAD stands for; undefined before the first one. */
  get head(): string | undefined {
    return this.references.resolve("HEAD");
  }

  async headListing(): Promise<Listing> {
    return this.head === undefined ? new Map() : this.objects.listing(this.head);
  }

  /** Who acts, and when: later than everything this repository has logged. */
  identity(role: "author" | "committer"): Signature {
    const { env, facts } = this.machine;
    const variable = `GIT_${role.toUpperCase()}`;
    const name =
      env.get(`${variable}_NAME`) ?? this.setting(`${role}.name`) ?? this.setting("user.name") ?? facts.name;
    const email =
      env.get(`${variable}_EMAIL`) ??
      this.setting(`${role}.email`) ??
      this.setting("user.email") ??
      facts.email;
    const date = env.get(`${variable}_DATE`);
    const given = date === undefined || date === "" ? undefined : parseDate(date, this.now);
    if (date !== undefined && date !== "" && given === undefined) throw fatal(`invalid date format: ${date}`);
    return { name, email, ...(given ?? this.now) };
  }

  /** The machine's idea of now, moved on by half a minute for each thing already done. */
  get now(): { timestamp: number; offset: number } {
    const start = machineTime(this.machine.facts.now);
    const last = this.references.log("HEAD")[0]?.who.timestamp ?? 0;
    return { timestamp: last < start.timestamp ? start.timestamp : last + 37, offset: start.offset };
  }
}

/** A timestamp with offset as git keeps it. */
function machineTime(iso: string): { timestamp: number; offset: number } {
  const zone = /([+-])(\d\d):?(\d\d)$/.exec(iso);
  const minutes = zone === null ? 0 : Number(zone[2]) * 60 + Number(zone[3]);
  return { timestamp: Math.floor(Date.parse(iso) / 1000), offset: zone?.[1] === "-" ? -minutes : minutes };
}

/** The settings of the user's own file. */
export function userSettings(machine: Machine): Settings {
  const path = userConfigPath(machine);
  if (path === undefined || machine.files.stat(path)?.kind !== "file") return [];
  return parseConfig(Buffer.from(machine.files.read(path)).toString("utf8"));
}

export function userConfigPath(machine: Machine): string | undefined {
  const home = machine.env.get("HOME");
  return home === undefined ? undefined : `${home}/.gitconfig`;
}

/** The repository that holds the working folder. Throws git's message where there is none. */
export function openRepository(machine: Machine, overrides: Settings, cache: ObjectCache): Repository {
  for (let folder = machine.cwd; ; folder = parentPath(folder)) {
    if (machine.files.stat(`${folder}/.git/HEAD`)?.kind === "file") {
      return new Repository(machine, folder, overrides, cache);
    }
    if (folder === "/") throw fatal("not a git repository (or any of the parent directories): .git");
  }
}
