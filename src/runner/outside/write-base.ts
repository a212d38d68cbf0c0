import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { StagedBase } from "../../schema/machine.js";

/** Folders that git expects even while they hold nothing. */
const gitFolders = ["objects/info", "objects/pack", "refs/heads", "refs/tags"];

/** Writes a base as a real repository into an empty folder: working tree and `.git`. */
export async function writeBase(folder: string, base: StagedBase): Promise<void> {
  const links = [...base.files].filter(([, file]) => file.mode === "120000");
  for (const [path, file] of base.files) {
    if (file.mode === "120000") continue;
    await writeBelow(join(folder, path), file.bytes, file.mode === "100755" ? 0o755 : 0o644);
  }
  // Links come last, so that nothing is ever written through one.
  for (const [path, file] of links) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await symlink(Buffer.from(file.bytes), join(folder, path));
  }
  for (const name of gitFolders) await mkdir(join(folder, ".git", name), { recursive: true });
  for (const [path, bytes] of base.git) {
    await writeBelow(join(folder, ".git", path), bytes, path.startsWith("objects/") ? 0o444 : 0o644);
  }
}

async function writeBelow(place: string, bytes: Uint8Array, mode: number): Promise<void> {
  await mkdir(dirname(place), { recursive: true });
  await writeFile(place, bytes, { mode, flag: "wx" });
}
