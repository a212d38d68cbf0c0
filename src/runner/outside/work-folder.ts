import { constants, lstatSync, openSync, closeSync, fstatSync, readFileSync, readlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { InputError } from "../../schema/input-error.js";
import type { TreeFile } from "../../schema/tree.js";

const mostFileBytes = 16 * 1024 * 1024;

/** A file over 16 MB. */
export class TooLarge extends InputError {}

/** Reads files of a folder that is not trusted: no link is followed, nothing but files and links is opened. */
export class WorkFolder {
  /** Absolute path. */
  readonly root: string;
  readonly #folders = new Map<string, boolean>([[".", true]]);

  constructor(root: string) {
    this.root = root;
  }

  /** The file or link at a path; undefined for anything else. Throws `TooLarge` over 16 MB. */
  read(path: string): TreeFile | undefined {
    if (!this.#isFolder(dirname(path))) return undefined;
    const place = join(this.root, path);
    const state = lstatSync(place, { throwIfNoEntry: false });
    if (state?.isSymbolicLink() === true) return { mode: "120000", bytes: readlinkSync(place, "buffer") };
    if (state?.isFile() !== true) return undefined;
    const handle = openSync(place, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const opened = fstatSync(handle);
      if (!opened.isFile()) return undefined;
      if (opened.size > mostFileBytes)
        throw new TooLarge(`${place}: expected at most 16 MB, got ${opened.size} bytes`);
      return { mode: (opened.mode & 0o100) === 0 ? "100644" : "100755", bytes: readFileSync(handle) };
    } finally {
      closeSync(handle);
    }
  }

  /** Whether every part of a path is a real folder, as git demands of what it tracks. */
  #isFolder(path: string): boolean {
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const state = lstatSync(join(this.root, path), { throwIfNoEntry: false });
    const real = this.#isFolder(dirname(path)) && state?.isDirectory() === true;
    this.#folders.set(path, real);
    return real;
  }
}
