import git from "isomorphic-git";
import { blobId } from "../../diff/blob-id.js";
import type { MachineFiles } from "../machine-command.js";
import { fatal } from "./git-failure.js";
import { gitFileClient } from "./git-file-client.js";
import { boundCache, type ObjectCache } from "./object-cache.js";
import { emptyTree } from "./object-types.js";
import type { Commit, Entry, Folder, FolderEntry, GitObject, Listing, Signature, Tag } from "./object-types.js";

type LibrarySignature = { name: string; email: string; timestamp: number; timezoneOffset: number };

/** Reads and writes the objects of one repository. */
export class ObjectStore {
  readonly #cache: ObjectCache;
  /** Blobs known by content only, such as files of the working tree: never written unless asked. */
  readonly #loose = new Map<string, Uint8Array>();
  readonly #library: { fs: ReturnType<typeof gitFileClient>; gitdir: string };
  readonly #packs: object = {};

  constructor(files: MachineFiles, gitFolder: string, cache: ObjectCache) {
    this.#cache = cache;
    this.#library = { fs: gitFileClient(files), gitdir: gitFolder };
    boundCache(cache);
  }

  async read(oid: string): Promise<GitObject> {
    const known = this.#cache.objects.get(oid);
    if (known !== undefined) return known;
    const loose = this.#loose.get(oid);
    if (loose !== undefined) return { type: "blob", oid, bytes: loose };
    if (oid === emptyTree) return { type: "tree", oid, entries: [] };
    const object = await this.#load(oid);
    this.#cache.objects.set(oid, object);
    return object;
  }

  async has(oid: string): Promise<boolean> {
    if (this.#loose.has(oid)) return true;
    return this.#load(oid).then(
      () => true,
      () => false,
    );
  }

  async #load(oid: string): Promise<GitObject> {
    const found = await git.readObject({ ...this.#library, oid, cache: this.#packs }).catch(() => undefined);
    if (found === undefined) throw fatal(`bad object ${oid}`);
    if (found.type === "blob" && found.format === "content") return { type: "blob", oid, bytes: found.object };
    if (found.format !== "parsed") throw fatal(`bad object ${oid}`);
    switch (found.type) {
      case "tree":
        return { type: "tree", oid, entries: found.object.map(toFolderEntry) };
      case "commit": {
        const { tree, parent, author, committer, message } = found.object;
        const people = { author: fromLibrary(author), committer: fromLibrary(committer) };
        return { type: "commit", oid, tree, parents: parent, ...people, message };
      }
      case "tag": {
        const { object, type, tag, tagger, message } = found.object;
        return { type: "tag", oid, object, tagged: type, name: tag, tagger: fromLibrary(tagger), message };
      }
      default:
        throw fatal(`bad object ${oid}`);
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
    return git.writeBlob({ ...this.#library, blob: bytes });
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
    const tree = entries.map(({ mode, name, oid, type }) => ({ mode, path: name, oid, type }));
    return git.writeTree({ ...this.#library, tree });
  }

  async writeCommit(commit: Omit<Commit, "type" | "oid">): Promise<string> {
    const { tree, parents, message } = commit;
    const people = { author: toLibrary(commit.author), committer: toLibrary(commit.committer) };
    return git.writeCommit({ ...this.#library, commit: { tree, parent: [...parents], ...people, message } });
  }

  async writeTag(tag: Omit<Tag, "type" | "oid"> & { tagger: Signature }): Promise<string> {
    const { object, name, message } = tag;
    const tagger = toLibrary(tag.tagger);
    return git.writeTag({ ...this.#library, tag: { object, type: "commit", tag: name, tagger, message } });
  }
}

function toFolderEntry(entry: { mode: string; path: string; oid: string; type: FolderEntry["type"] }): FolderEntry {
  return { mode: entry.mode, name: entry.path, oid: entry.oid, type: entry.type };
}

function fromLibrary({ name, email, timestamp, timezoneOffset }: LibrarySignature): Signature {
  return { name, email, timestamp, offset: timezoneOffset === 0 ? 0 : -timezoneOffset };
}

function toLibrary({ name, email, timestamp, offset }: Signature): LibrarySignature {
  return { name, email, timestamp, timezoneOffset: offset === 0 ? 0 : -offset };
}

