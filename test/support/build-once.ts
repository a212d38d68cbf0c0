import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Worker threads run built files: builds once before the tests where a source is newer than the build. */
export default function buildOnce(): void {
  const root = join(import.meta.dirname, "../..");
  const stamp = join(root, "dist/.tsbuildinfo");
  const worker = join(root, "dist/shell-worker.js");
  const builtAt = existsSync(stamp) && existsSync(worker) ? statSync(stamp).mtimeMs : 0;
  if (newestChange(join(root, "src")) < builtAt) return;
  // Types are checked elsewhere; all that matters here is that the worker was written.
  const build = spawnSync(
    process.execPath,
    [join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  if (!existsSync(worker))
    throw new Error(`The build wrote no dist/shell-worker.js:\n${build.stdout}${build.stderr}`);
}

function newestChange(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Math.max(...files.map((file) => statSync(join(file.parentPath, file.name)).mtimeMs));
}
