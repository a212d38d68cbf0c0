import { execFileSync } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TreeFile } from "../../src/schema/tree.js";

/** Makes an empty folder, hands it over, and removes it afterwards. */
export function withFolder<Result>(use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "diff-"));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface GitOptions {
  readonly input?: Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs the machine's own git, away from the user's configuration; the bytes it prints. */
export function runGit(
  folder: string,
  words: readonly string[],
  { input, environment }: GitOptions = {},
): Buffer {
  return execFileSync("git", words, {
    cwd: folder,
    env: {
      PATH: process.env["PATH"],
      HOME: folder,
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_CEILING_DIRECTORIES: dirname(folder),
      ...environment,
    },
    ...(input === undefined ? {} : { input }),
    maxBuffer: 1 << 28,
    stdio: "pipe",
  });
}

export function writeFiles(folder: string, files: ReadonlyMap<string, TreeFile>): void {
  for (const [path, file] of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    if (file.mode === "120000") {
      symlinkSync(Buffer.from(file.bytes), target);
    } else {
      writeFileSync(target, file.bytes);
      chmodSync(target, file.mode === "100755" ? 0o755 : 0o644);
    }
  }
}

/** Everything below a folder but `.git`. */
export function readFiles(folder: string, below = ""): Map<string, TreeFile> {
  const files = new Map<string, TreeFile>();
  for (const name of readdirSync(join(folder, below)).sort()) {
    if (name === ".git") continue;
    const path = below === "" ? name : `${below}/${name}`;
    const full = join(folder, path);
    const state = lstatSync(full);
    if (state.isDirectory()) {
      for (const [inner, file] of readFiles(folder, path)) files.set(inner, file);
    } else if (state.isSymbolicLink()) {
      files.set(path, { mode: "120000", bytes: readlinkSync(full, "buffer") });
    } else {
      files.set(path, { mode: (state.mode & 0o100) === 0 ? "100644" : "100755", bytes: readFileSync(full) });
    }
  }
  return files;
}

/** Mode and base64 content of each file, for comparing whole trees. */
export function describeFiles(files: ReadonlyMap<string, TreeFile>): Record<string, string> {
  const paths = [...files.keys()].sort();
  return Object.fromEntries(
    paths.map((path) => [
      path,
      `${files.get(path)?.mode ?? ""} ${Buffer.from(files.get(path)?.bytes ?? []).toString("base64")}`,
    ]),
  );
}

export function textFile(text: string, mode: TreeFile["mode"] = "100644"): TreeFile {
  return { mode, bytes: Buffer.from(text) };
}
