import type { MachineFacts } from "../../schema/machine.js";
import { noiseBytes, sinkDevices } from "./device-files.js";
import { hardware, procFiles, systemFiles } from "./system-texts.js";
import { ownPrograms, shellPrograms } from "./program-names.js";

/** A file, folder or link of the machine outside the repository. */
export type OutsideFile =
  | { readonly kind: "file"; readonly path: string; readonly bytes: Uint8Array; readonly mode: number }
  | { readonly kind: "directory"; readonly path: string; readonly mode: number }
  | { readonly kind: "symlink"; readonly path: string; readonly target: string };

const folders = [
  "/boot", "/dev", "/dev/shm", "/etc", "/home", "/media", "/mnt", "/opt", "/proc", "/run", "/srv", "/sys", "/usr",
  "/usr/bin", "/usr/include", "/usr/lib", "/usr/local", "/usr/local/bin", "/usr/local/lib", "/usr/sbin", "/usr/share",
  "/var", "/var/cache", "/var/lib", "/var/log",
]; // prettier-ignore

/** Everything outside the repository, folders first. */
export function outsideFiles(facts: MachineFacts, labCommands: readonly string[]): readonly OutsideFile[] {
  const home = `/home/${facts.user}`;
  return [
    ...folders.map((path): OutsideFile => ({ kind: "directory", path, mode: 0o755 })),
    { kind: "directory", path: "/root", mode: 0o700 },
    { kind: "directory", path: "/tmp", mode: 0o1777 },
    { kind: "directory", path: "/var/tmp", mode: 0o1777 },
    { kind: "directory", path: home, mode: 0o750 },
    link("/bin", "usr/bin"),
    link("/sbin", "usr/sbin"),
    link("/lib", "usr/lib"),
    link("/var/run", "/run"),
    ...programs(labCommands),
    ...devices(),
    ...Object.entries(systemFiles(facts)).map(([path, text]) => textFile(path, text)),
    ...Object.entries(procFiles(facts, hardware)).map(([path, text]) => textFile(path, text, 0o444)),
    ...Object.entries(homeFiles(facts)).map(([name, text]) => textFile(`${home}/${name}`, text)),
  ];
}

function link(path: string, target: string): OutsideFile {
  return { kind: "symlink", path, target };
}

function textFile(path: string, text: string, mode = 0o644): OutsideFile {
  return { kind: "file", path, bytes: new TextEncoder().encode(text), mode };
}

function programs(labCommands: readonly string[]): readonly OutsideFile[] {
  const bytes = new Uint8Array(64);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]);
  const names = new Set<string>([...shellPrograms, ...ownPrograms, ...labCommands]);
  return Array.from(names, (name) => ({ kind: "file", path: `/usr/bin/${name}`, bytes, mode: 0o755 }));
}

function devices(): readonly OutsideFile[] {
  const noise = noiseBytes(65_536);
  const zeros = new Uint8Array(65_536);
  return [
    ...Array.from(sinkDevices, (path): OutsideFile => {
      const bytes = path.endsWith("random") ? noise : /zero|full/.test(path) ? zeros : new Uint8Array();
      return { kind: "file", path, bytes, mode: 0o666 };
    }),
    link("/dev/stdin", "/proc/self/fd/0"),
    link("/dev/stdout", "/proc/self/fd/1"),
    link("/dev/stderr", "/proc/self/fd/2"),
    link("/dev/fd", "/proc/self/fd"),
  ];
}

function homeFiles(facts: MachineFacts): Readonly<Record<string, string>> {
  return {
    ".bashrc":
      "# ~/.bashrc: executed by bash(1) for non-login shells.\nexport EDITOR=vi\nalias ll='ls -alF'\n",
    ".profile":
      '# ~/.profile: executed by the command interpreter for login shells.\n[ -f "$HOME/.bashrc" ] && . "$HOME/.bashrc"\n',
    ".gitconfig": `[user]\n\tname = ${facts.name}\n\temail = ${facts.email}\n[init]\n\tdefaultBranch = main\n`,
  };
}
