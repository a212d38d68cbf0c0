import type { FileStat, MachineFiles } from "../machine-command.js";

/** The machine's files as the object library wants them: the asynchronous part of Node's `fs`. */
export function gitFileClient(files: MachineFiles) {
  return {
    promises: {
      readFile: async (path: string, options?: string | { encoding?: string }) => {
        const bytes = Buffer.from(files.read(path));
        const encoding = typeof options === "string" ? options : options?.encoding;
        return encoding === undefined ? bytes : bytes.toString("utf8");
      },
      writeFile: async (path: string, data: Uint8Array | string) =>
        files.write(path, typeof data === "string" ? Buffer.from(data, "utf8") : data),
      unlink: async (path: string) => files.remove(path),
      readdir: async (path: string) => [...files.list(path)],
      mkdir: async (path: string) => files.makeDirectory(path),
      rmdir: async (path: string) => files.remove(path),
      stat: async (path: string) => nodeStat(files.stat(path), path),
      lstat: async (path: string) => nodeStat(files.linkStat(path), path),
      readlink: async (path: string) => files.readLink(path),
      symlink: async (target: string, path: string) => files.symlink(target, path),
      chmod: async (path: string, mode: number) => files.changeMode(path, mode),
    },
  };
}

function nodeStat(stat: FileStat | undefined, path: string) {
  if (stat === undefined) {
    throw Object.assign(new Error(`ENOENT: no such file or directory, stat '${path}'`), { code: "ENOENT" });
  }
  const { kind, mode, size, mtimeMs, inode } = stat;
  return {
    ...{ mode, size, mtimeMs, ctimeMs: mtimeMs, ino: inode, dev: 1, uid: 1000, gid: 1000 },
    isFile: () => kind === "file",
    isDirectory: () => kind === "directory",
    isSymbolicLink: () => kind === "symlink",
  };
}
