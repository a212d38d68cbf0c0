import { describe, expect, it } from "vitest";
import { labCommands, type LabFiles, type LabMachine } from "../../src/lab/lab-command.js";
import { programOf, setting } from "./lab-tree.js";

const home = "/home/agent/repo";
const program = programOf(`
  - {do: set, file: jobs/J-1.yaml, at: state, value: queued}
  - {do: write, file: logs/new/a.txt, value: "{{user}} {{now}}"}
  - {do: for, each: file, in: {files: "**"}, steps: [{do: print, text: "{{file.path}}"}]}`);

/** A machine of files by absolute path; folders exist through what they hold. */
function machineOf(
  entries: Record<string, string>,
  cwd: string,
  full = false,
): LabMachine & { readonly entries: Map<string, string> } {
  const map = new Map(Object.entries(entries));
  const below = (path: string): string[] => [...map.keys()].filter((each) => each.startsWith(`${path}/`));
  const read = (path: string): string => {
    const text = map.get(path);
    if (text === undefined) throw new Error(`ENOENT: no such file or directory, open '${path}'`);
    return text;
  };
  const files: LabFiles = {
    read: (path) => new TextEncoder().encode(read(path)),
    write: (path, bytes) => {
      if (full) throw new Error(`ENOSPC: no space left on device, write '${path}'`);
      map.set(path, new TextDecoder().decode(bytes));
    },
    list: (path) =>
      [...new Set(below(path).map((each) => each.slice(path.length + 1).split("/")[0] ?? ""))].sort(),
    linkStat: (path) => {
      if (map.get(path)?.startsWith("-> ") === true) return { kind: "symlink", mode: 0o777 };
      if (map.has(path)) return { kind: "file", mode: 0o644 };
      return below(path).length > 0 ? { kind: "directory", mode: 0o755 } : undefined;
    },
    readLink: (path) => read(path).slice("-> ".length),
    makeDirectory: () => undefined,
    remove: (path) => map.delete(path),
  };
  return { files, facts: { user: "agent", now: "2026-06-18T10:20:00+00:00", home }, cwd, entries: map };
}

const entries = {
  [`${home}/jobs/J-1.yaml`]: "state: draft\n",
  [`${home}/link.yaml`]: "-> jobs/J-1.yaml",
  [`${home}/.git/HEAD`]: "ref: refs/heads/main\n",
  "/tmp/other.txt": "x",
};

function run(machine: LabMachine, ...argv: string[]): unknown {
  return labCommands([program], setting).map((command) => [command.name, command.run(argv, machine)]);
}

describe("labCommands", () => {
  it("works from a folder of the repository on the machine's files", () => {
    const machine = machineOf(entries, `${home}/jobs`);
    expect(run(machine, "go")).toEqual([
      ["lab", { stdout: "jobs/J-1.yaml\nlink.yaml\nlogs/new/a.txt\n", stderr: "", exitCode: 0 }],
    ]);
    expect(Object.fromEntries(machine.entries)).toEqual({
      ...entries,
      [`${home}/jobs/J-1.yaml`]: "state: queued\n",
      [`${home}/logs/new/a.txt`]: "agent 2026-06-18T10:20:00+00:00",
    });
  });

  it("refuses to work elsewhere, but shows its help", () => {
    const machine = machineOf(entries, "/tmp");
    expect(run(machine, "go")).toEqual([
      [
        "lab",
        {
          stdout: "",
          stderr: "lab: error: /tmp is not inside the repository (/home/agent/repo)\n",
          exitCode: 2,
        },
      ],
    ]);
    expect(run(machine, "--version")).toEqual([["lab", { stdout: "lab 1.0\n", stderr: "", exitCode: 0 }]]);
    expect(run(machineOf(entries, "/home/agent/repository"), "go")).toMatchObject([["lab", { exitCode: 2 }]]);
  });

  it("says what the machine refuses", () => {
    expect(run(machineOf(entries, home, true), "go")).toEqual([
      [
        "lab",
        {
          stdout: "",
          stderr: `lab: error: ENOSPC: no space left on device, write '${home}/jobs/J-1.yaml'\n`,
          exitCode: 1,
        },
      ],
    ]);
  });
});
