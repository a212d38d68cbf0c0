import type { TreeFile } from "../schema/tree.js";
import { putObject } from "./build-object.js";
import type { GitFolder } from "./build-object.js";

/** Names of one folder: files as mode and id, folders as further names. */
interface Folder {
  readonly files: Map<string, { readonly mode: string; readonly id: string }>;
  readonly folders: Map<string, Folder>;
}

/** Writes trees; remembers the ids of files it has seen, which histories share. */
export class TreeWriter {
  readonly #git: GitFolder;
  readonly #ids = new Map<TreeFile, string>();

  constructor(git: GitFolder) {
    this.#git = git;
  }

  /** The blob id of a file; writes the blob when it is new. */
  blobId(file: TreeFile): string {
    const known = this.#ids.get(file);
    if (known !== undefined) return known;
    const id = putObject(this.#git, "blob", file.bytes);
    this.#ids.set(file, id);
    return id;
  }

  /** The id of the tree that holds these files; writes what is new. */
  write(files: ReadonlyMap<string, TreeFile>): string {
    const root = newFolder();
    for (const [path, file] of files) {
      const parts = path.split("/");
      const name = parts.pop() ?? "";
      let folder = root;
      for (const part of parts) {
        const below = folder.folders.get(part) ?? newFolder();
        folder.folders.set(part, below);
        folder = below;
      }
      folder.files.set(name, { mode: file.mode, id: this.blobId(file) });
    }
    return this.#writeFolder(root);
  }

  #writeFolder({ files, folders }: Folder): string {
    const entries = [...files].map(([name, { mode, id }]) => ({ key: Buffer.from(name), mode, name, id }));
    for (const [name, folder] of folders) {
      // git orders a folder as if its name ended in a slash.
      entries.push({ key: Buffer.from(`${name}/`), mode: "40000", name, id: this.#writeFolder(folder) });
    }
    entries.sort((first, second) => Buffer.compare(first.key, second.key));
    const parts = entries.flatMap(({ mode, name, id }) => [
      Buffer.from(`${mode} ${name}\0`),
      Buffer.from(id, "hex"),
    ]);
    return putObject(this.#git, "tree", Buffer.concat(parts));
  }
}

function newFolder(): Folder {
  return { files: new Map(), folders: new Map() };
}
