import { blobId } from "../../diff/blob-id.js";
import type { MachineFiles } from "../machine-command.js";
import { fatal } from "./git-failure.js";
import { folderBytes, parseFolder } from "./folder-bytes.js";
import { readLoose, writeLoose } from "./loose-object.js";
import { readPacked } from "./packed-object.js";
import { commitText, parseCommit, parseTag, tagText } from "./object-text.js";
import { boundCache, type ObjectCache } from "./object-cache.js";
import { emptyTree } from "./object-types.js";
import type { Commit, Entry, Folder, FolderEntry, GitObject, Listing, Tag } from "./object-types.js";

/** Reads and writes the objects of one repository. */
export class ObjectStore {
  readonly #cache: ObjectCache;
  /** Blobs known by content only, such as files of the working tree: never written unless asked. */
  readonly #loose = new Map<string, Uint8Array>();
  readonly #files: MachineFiles;
  readonly #gitFolder: string;
  readonly #packs: object = {};

  constructor(files: MachineFiles, gitFolder: string, cache: ObjectCache) {
    this.#cache = cache;
    this.#files = files;
    this.#gitFolder = gitFolder;
    boundCache(cache);
  }

  async read(oid: string): Promise<GitObject> {
    const known = this.#cache.objects.get(oid);
    if (known !== undefined) return known;
    const loose = this.#loose.get(oid);
    if (loose !== undefined) return { type: "blob", oid, bytes: loose };
    if (oid === emptyTree) return { type: "tree", oid, entries: [] };
    const object = await this.#load(oid);
    if (object === undefined) throw fatal(`bad object ${oid}`);
    this.#cache.objects.set(oid, object);
    return object;
  }

  async has(oid: string): Promise<boolean> {
    if (this.#loose.has(oid)) return true;
    return (await this.#load(oid)) !== undefined;
  }

  async #load(oid: string): Promise<GitObject | undefined> {
    const loose = readLoose(this.#files, this.#gitFolder, oid);
    if (loose === undefined) return readPacked(this.#files, this.#gitFolder, oid, this.#packs);
    switch (loose.type) {
      case "blob":
        return { type: "blob", oid, bytes: loose.content };
      case "tree":
        return { type: "tree", oid, entries: parseFolder(loose.content) };
      case "commit":
        return parseCommit(oid, loose.content.toString("utf8"));
      case "tag":
        return parseTag(oid, loose.content.toString("utf8"));
    }
  }

  async commit(oid: string): Promise<Commit> {
    const object = await this.read(oid);
    if (object.type === "tag") return this.commit(object.object);
    if (object.type !== "commit") throw fatal(`${oid} is not a commit`);
    return object;
  }

  async blob(oid: string): Promise<Uint8Array> {
    const object = await this.read(oid);
    if (object.type !== "blob") throw fatal(`unable to read ${oid}`);
    return object.bytes;
  }

  async folder(oid: string): Promise<Folder> {
    const object = await this.read(oid);
    if (object.type === "tree") return object;
    if (object.type === "commit") return this.folder(object.tree);
    if (object.type === "tag") return this.folder(object.object);
    throw fatal("not a tree object");
  }

  /** Every file below a tree or a commit's tree. */
  async listing(oid: string): Promise<Listing> {
    const folder = await this.folder(oid);
    const known = this.#cache.listings.get(folder.oid);
    if (known !== undefined) return known;
    const files = new Map<string, Entry>();
    for (const entry of folder.entries) {
      if (entry.type === "tree") {
        for (const [path, file] of await this.listing(entry.oid)) files.set(`${entry.name}/${path}`, file);
      } else files.set(entry.name, { mode: entry.mode, oid: entry.oid });
    }
    this.#cache.listings.set(folder.oid, files);
    return files;
  }

  /** The id that a blob of these bytes has; its content can be read back here, though it is not stored. */
  remember(bytes: Uint8Array): string {
    const oid = blobId(bytes);
    if (!this.#loose.has(oid)) this.#loose.set(oid, bytes);
    return oid;
  }

  async writeBlob(bytes: Uint8Array): Promise<string> {
    return writeLoose(this.#files, this.#gitFolder, "blob", bytes);
  }

  /** Stores the trees that hold these files; returns the root's id. */
  async writeListing(files: Iterable<readonly [string, Entry]>): Promise<string> {
    const entries: FolderEntry[] = [];
    const below = new Map<string, [string, Entry][]>();
    for (const [path, entry] of files) {
      const slash = path.indexOf("/");
      if (slash === -1) {
        entries.push({ mode: entry.mode, name: path, oid: entry.oid, type: "blob" });
        continue;
      }
      const name = path.slice(0, slash);
      const inside = below.get(name) ?? [];
      inside.push([path.slice(slash + 1), entry]);
      below.set(name, inside);
    }
    for (const [name, inside] of below) {
      entries.push({ mode: "040000", name, oid: await this.writeListing(inside), type: "tree" });
    }
    return writeLoose(this.#files, this.#gitFolder, "tree", folderBytes(entries));
  }

  async writeCommit(commit: Omit<Commit, "type" | "oid">): Promise<string> {
    return this.#writeText("commit", commitText(commit));
  }

  async writeTag(tag: Omit<Tag, "type" | "oid">): Promise<string> {
    return this.#writeText("tag", tagText(tag));
  }

  #writeText(type: "commit" | "tag", text: string): string {
    return writeLoose(this.#files, this.#gitFolder, type, Buffer.from(text, "utf8"));
  }
}
