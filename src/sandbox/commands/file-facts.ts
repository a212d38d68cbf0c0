import type { MachineFacts } from "../../schema/machine.js";
import type { FileStat } from "../machine-command.js";
import { isWithin } from "../machine-path.js";

/** Kibibytes that an entry takes on disk. */
export function blocksOf(stat: FileStat): number {
  return stat.kind === "symlink" ? 0 : Math.ceil(stat.size / 4096) * 4;
}

/** Kind and permissions as `ls -l` shows them: `-rw-r--r--`. */
export function modeText(stat: FileStat): string {
  const kind = { file: "-", directory: "d", symlink: "l" }[stat.kind];
  const bits = [6, 3, 0].map((shift) => stat.mode >> shift);
  const text = bits
    .map((bit) => `${bit & 4 ? "r" : "-"}${bit & 2 ? "w" : "-"}${bit & 1 ? "x" : "-"}`)
    .join("");
  return kind + ((stat.mode & 0o1000) === 0 ? text : `${text.slice(0, -1)}t`);
}

/** Whether what lies at a path belongs to root, and not to the machine's user. */
export function isRoots(path: string, facts: MachineFacts): boolean {
  const owned = [facts.home, `/home/${facts.user}`];
  if (owned.some((folder) => isWithin(folder, path))) return false;
  return !["/tmp/", "/var/tmp/", "/dev/shm/"].some((folder) => path.startsWith(folder));
}

/** A size as `-h` prints it: `733K`, `1.4M`; `suffix` follows the unit. */
export function humanSize(bytes: number, suffix: string): string {
  const units = ["", "K", "M", "G", "T"];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  if (unit === 0) return `${bytes}${suffix === "" ? "" : "B"}`;
  return `${value < 10 ? (Math.ceil(value * 10) / 10).toFixed(1) : Math.ceil(value)}${units[unit] ?? ""}${suffix}`;
}
