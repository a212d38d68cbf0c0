import { describe, expect, it } from "vitest";
import { parseArguments } from "../../src/lab/parse-arguments.js";
import { Argument, CommandFile } from "../../src/schema/command.js";
import { runOver } from "./lab-tree.js";

const declared = [
  {
    name: "job",
    kind: "positional",
    about: "id",
    repeat: true,
    pattern: "J-[0-9]+",
    expected: "an id such as J-0231",
  },
  { name: "priority", about: "place", choices: ["low", "high"], default: "low" },
  { name: "percent", short: "p", about: "share", type: "number", range: [0, 100] },
  { name: "gpus", about: "number", type: "integer", required: true },
  { name: "dry-run", kind: "flag", about: "only look" },
].map((argument) => Argument.parse(argument));

describe("parseArguments", () => {
  it.each([
    [["J-1", "--gpus", "8"], { job: ["J-1"], priority: "low", gpus: 8, dry_run: false }],
    [
      ["--gpus=8", "J-1", "--dry-run", "-p25.5", "J-2", "--priority", "high"],
      { job: ["J-1", "J-2"], priority: "high", percent: 25.5, gpus: 8, dry_run: true },
    ],
    [["--gpus", "-3", "--", "J-1"], { job: ["J-1"], priority: "low", gpus: -3, dry_run: false }],
  ])("%j", (words, values) => {
    expect(parseArguments(declared, words)).toEqual({ kind: "values", values });
  });

  it.each([
    [[], "the following arguments are required: JOB, --gpus"],
    [["J-1"], "the following arguments are required: --gpus"],
    [["J-1", "--gpus"], "argument --gpus: expected one argument"],
    [["J-1", "--gpus", "--dry-run"], "argument --gpus: expected one argument"],
    [["J-1", "--gpus", "x"], "argument --gpus: invalid int value: 'x'"],
    [["J-1", "--gpus", "8", "-p", "x"], "argument -p/--percent: invalid float value: 'x'"],
    [["J-1", "--gpus", "8", "--percent=101"], "argument -p/--percent: must be between 0 and 100, got 101"],
    [
      ["J-1", "--gpus", "8", "--priority", "top"],
      "argument --priority: invalid choice: 'top' (choose from 'low', 'high')",
    ],
    [["J-1x", "--gpus", "8"], "argument JOB: expected an id such as J-0231, got 'J-1x'"],
    [["J-1", "--gpus", "8", "--frob", "-x"], "unrecognized arguments: --frob -x"],
    [["J-1", "--gpus", "8", "--dry-run=yes"], "argument --dry-run: ignored explicit argument 'yes'"],
  ])("%j: %s", (words, message) => {
    expect(parseArguments(declared, words)).toEqual({ kind: "problem", message });
  });

  it("prefers a call for help", () => {
    expect(parseArguments(declared, ["--frob", "-h"])).toEqual({ kind: "help" });
  });
});

const file = CommandFile.parse({
  name: "lab",
  version: "1.2",
  about: "Work with jobs.",
  groups: { jobs: "List and release jobs" },
  commands: [
    { path: ["check"], about: "Check all files. Slowly.", steps: [{ do: "print", text: "checked" }] },
    {
      path: ["jobs", "release"],
      about: "Release jobs.",
      details: "Only drafts.",
      arguments: declared,
      steps: [],
    },
  ],
});
const run = (...argv: string[]): unknown => {
  const { stdout, stderr, exitCode } = runOver(file, argv, {});
  return { stdout, stderr, exitCode };
};

describe("the command line", () => {
  it("prints its help", () => {
    expect(runOver(file, ["--help"], {}).stdout).toMatchInlineSnapshot(`
      "usage: lab [-h] [--version] COMMAND ...

      Work with jobs.

      commands:
        check                   Check all files
        jobs                    List and release jobs

      options:
        -h, --help              show this help message and exit
        --version               show program's version number and exit

      Run 'lab COMMAND --help' for the arguments of a command.
      "
    `);
    expect(runOver(file, ["jobs", "release", "--help"], {}).stdout).toMatchInlineSnapshot(`
      "usage: lab jobs release [-h] [--priority {low,high}] [--percent PERCENT] --gpus GPUS
                              [--dry-run] JOB [JOB ...]

      Release jobs.

      Only drafts.

      positional arguments:
        JOB                     id

      options:
        -h, --help              show this help message and exit
        --priority {low,high}   place (default: low)
        -p, --percent PERCENT   share
        --gpus GPUS             number
        --dry-run               only look
      "
    `);
  });

  it("runs a command", () => {
    expect(run("check")).toEqual({ stdout: "checked\n", stderr: "", exitCode: 0 });
    expect(run("--version")).toEqual({ stdout: "lab 1.2\n", stderr: "", exitCode: 0 });
  });

  it("names what it does not know", () => {
    expect([
      run(),
      run("jobs"),
      run("jobs", "frob"),
      run("frob"),
      run("--frob"),
      run("check", "now"),
    ]).toEqual([
      usage("lab [-h] [--version] COMMAND ...", "lab", "the following arguments are required: COMMAND"),
      usage("lab jobs [-h] COMMAND ...", "lab jobs", "the following arguments are required: COMMAND"),
      usage(
        "lab jobs [-h] COMMAND ...",
        "lab jobs",
        "argument COMMAND: invalid choice: 'frob' (choose from 'release')",
      ),
      usage(
        "lab [-h] [--version] COMMAND ...",
        "lab",
        "argument COMMAND: invalid choice: 'frob' (choose from 'check', 'jobs')",
      ),
      usage("lab [-h] [--version] COMMAND ...", "lab", "unrecognized arguments: --frob"),
      usage("lab check [-h]", "lab check", "unrecognized arguments: now"),
    ]);
  });
});

function usage(line: string, program: string, message: string): unknown {
  return { stdout: "", stderr: `usage: ${line}\n${program}: error: ${message}\n`, exitCode: 2 };
}
