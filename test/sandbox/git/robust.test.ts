import fc from "fast-check";
import { expect, test } from "vitest";
import { createBaseIndex } from "../../../src/sandbox/base-index.js";
import { buildBase } from "../../../src/sandbox/build-base.js";
import { commandTable } from "../../../src/sandbox/git/command-table.js";
import { createGitCommand } from "../../../src/sandbox/git/git-command.js";
import { Overlay } from "../../../src/sandbox/overlay.js";
import { facts, fixtureHistory } from "./fixture-history.js";

const home = "/home/agent/tern";
const staged = await buildBase({
  environment: "fixture",
  facts: { ...facts, home },
  history: fixtureHistory,
  branch: "main",
});
const index = createBaseIndex(staged);
const git = createGitCommand();

async function run(overlay: Overlay, ...argv: string[]) {
  const machine = {
    files: overlay,
    facts: { ...facts, home },
    cwd: home,
    stdin: new Uint8Array(),
    env: new Map<string, string>(),
  };
  const { stdout, stderr, exitCode } = await git.run(argv, machine);
  return { stdout: Buffer.from(stdout).toString("utf8"), stderr, exitCode };
}

const telltales =
  /sandbox|simulat|\bmock|isomorphic|just-bash|palimpsest|memfs|undefined|\[object|TypeError|node:/i;

const argument = fc.oneof(
  fc.constantFrom(
    "HEAD",
    "HEAD~1",
    "HEAD~99",
    "main",
    "nope",
    "--",
    "-",
    ".",
    "..",
    "README.md",
    "docs",
    "src/reward.py",
    "HEAD:README.md",
    ":0:README.md",
  ),
  fc.constantFrom(
    "-a",
    "-m",
    "-n",
    "-p",
    "-s",
    "-1",
    "--stat",
    "--all",
    "-L",
    "1,3",
    "--",
    "--cached",
    "-u",
    "-f",
    "-r",
    "-b",
    "--hard",
    "--soft",
    "--oneline",
    "--graph",
  ),
  fc.constantFrom(
    "push",
    "pop",
    "apply",
    "list",
    "show",
    "drop",
    "stash@{0}",
    "@{-1}",
    "@{u}",
    "HEAD@{1}",
    "v1",
    "x..y",
    "main...HEAD",
    "^HEAD",
    "*",
    ":!docs",
    ":(bad)x",
    "",
  ),
  fc.string({ maxLength: 6 }),
);

test("any command line ends with an exit code and words that git could have said", async () => {
  const commands = fc.constantFrom(...Object.keys(commandTable));
  const line = fc.tuple(commands, fc.array(argument, { maxLength: 4 }));
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 4 }), async (lines) => {
      const overlay = new Overlay(index);
      overlay.write(`${home}/README.md`, Buffer.from("changed\n"));
      for (const [command, rest] of lines) {
        const { stdout, stderr, exitCode } = await run(overlay, command, ...rest);
        expect([0, 1, 2, 3, 5, 128, 129, 255]).toContain(exitCode);
        expect(`${stdout}${stderr}`.replaceAll(rest.join(" "), "")).not.toMatch(telltales);
      }
    }),
    { numRuns: 300 },
  );
});

test("a damaged index is reported as git reports it", async () => {
  const overlay = new Overlay(index);
  overlay.write(`${home}/.git/index`, Buffer.from("DIRC\0\0\0\x02\0\0\0\x09short"));
  expect(await run(overlay, "status")).toEqual({
    stdout: "",
    stderr: "fatal: index file corrupt\n",
    exitCode: 128,
  });
});

test("outside a repository", async () => {
  const overlay = new Overlay(index);
  const machine = {
    files: overlay,
    facts: { ...facts, home },
    cwd: "/tmp",
    stdin: new Uint8Array(),
    env: new Map<string, string>(),
  };
  expect(await git.run(["status"], machine)).toEqual({
    stdout: Buffer.from(""),
    stderr: "fatal: not a git repository (or any of the parent directories): .git\n",
    exitCode: 128,
  });
});

test("commits take their time from the machine and move on from there", async () => {
  const overlay = new Overlay(index);
  await run(overlay, "commit", "--allow-empty", "-m", "one");
  await run(overlay, "commit", "--allow-empty", "-m", "two");
  const { stdout } = await run(overlay, "log", "-2", "--format=%an %aI");
  expect(stdout).toBe("Agent One 2026-03-20T09:00:37+01:00\nAgent One 2026-03-20T09:00:00+01:00\n");
});
