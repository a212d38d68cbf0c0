/** Someone at a moment: seconds since 1970 and minutes east of Greenwich. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly timestamp: number;
  readonly offset: number;
}

export interface Commit {
  readonly type: "commit";
  readonly oid: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

export interface Tag {
  readonly type: "tag";
  readonly oid: string;
  readonly object: string;
  readonly tagged: string;
  readonly name: string;
  readonly tagger: Signature | undefined;
  readonly message: string;
}

export interface FolderEntry {
  readonly mode: string;
  readonly name: string;
  readonly oid: string;
  readonly type: "blob" | "tree" | "commit";
}

export interface Folder {
  readonly type: "tree";
  readonly oid: string;
  readonly entries: readonly FolderEntry[];
}

interface Blob {
  readonly type: "blob";
  readonly oid: string;
  readonly bytes: Uint8Array;
}

export type GitObject = Commit | Tag | Folder | Blob;

/** A file in a tree, the index or the working tree: `100644`, `100755` or `120000`, and its blob. */
export interface Entry {
  readonly mode: string;
  readonly oid: string;
}

/** Files by path, in path order. */
export type Listing = ReadonlyMap<string, Entry>;

export const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
export const noObject = "0".repeat(40);
