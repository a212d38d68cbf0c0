import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mapTree } from "../../src/diff/trees.js";
import { findOtherWork, type OtherWork } from "../../src/runner/outside/find-other-work.js";
import { readOutsideChanges } from "../../src/runner/outside/read-outside-changes.js";
import { stageFolder } from "../../src/runner/outside/stage-folder.js";
import { readStagedFile } from "../../src/runner/outside/staged-file.js";
import { buildBase } from "../../src/sandbox/build-base.js";
import { runGit } from "../diff/real-git.js";
import { evidence, facts, history, planned, stagedFiles } from "./outside-fixture.js";

let root = "";
let folder = "";

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "outside-"));
  folder = join(root, "work");
  await stageFolder(folder, await source());
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

async function source() {
  return {
    base: await buildBase({ environment: "tern", facts, history, branch: "main" }),
    planned,
    evidence,
  };
}

const git = (...words: string[]) => runGit(folder, words).toString();
const write = (path: string, content: string | Uint8Array) => writeFileSync(join(folder, path), content);
const read = () => readOutsideChanges(folder, mapTree(stagedFiles));
const changes = async () => (await read()).changes;

describe("staging a folder", () => {
  it("writes a clean repository with its history and user, and what grading needs beside it", async () => {
    const { base } = await source();
    expect(git("status", "--porcelain", "--branch")).toBe("## main\n");
    expect(git("log", "--format=%an %s")).toBe("Ada Brook Say what it is\nAda Brook Start\n");
    expect(git("config", "user.email")).toBe("otto@lab.example\n");
    expect(git("rev-parse", "HEAD")).toBe(Buffer.from(base.git.get("refs/heads/main") ?? []).toString());
    expect(readdirSync(root)).toEqual(["work", "work.palimpsest.json"]);
    expect(readdirSync(folder).sort()).toEqual([
      ".git",
      ".gitignore",
      "README.md",
      "configs",
      "crlf.txt",
      "link",
      "run.sh",
      "tracked.log",
    ]);
    expect(await readStagedFile(folder)).toEqual({
      planned,
      evidence,
      head: git("rev-parse", "HEAD").trim(),
    });
    expect(await changes()).toEqual([]);
  });

  it("takes an empty folder, and leaves any other as it is", async () => {
    mkdirSync(join(root, "empty"));
    await stageFolder(join(root, "empty"), await source());
    mkdirSync(join(root, "full"));
    writeFileSync(join(root, "full", "mine.txt"), "mine");
    await expect(stageFolder(join(root, "full"), await source())).rejects.toThrow(
      `${join(root, "full")}: expected a new or empty folder, found mine.txt`,
    );
    expect(readdirSync(join(root, "full"))).toEqual(["mine.txt"]);
    await expect(stageFolder(join(root, "full", "mine.txt"), await source())).rejects.toThrow(
      `${join(root, "full", "mine.txt")}: expected a new or empty folder, not a file`,
    );
    rmSync(folder, { recursive: true });
    await expect(stageFolder(folder, await source())).rejects.toThrow(
      `${folder}.palimpsest.json: expected no file here; is ${folder} staged already?`,
    );
  });

  it("says what is wrong with the file beside it", async () => {
    const beside = `${folder}.palimpsest.json`;
    const text = readFileSync(beside, "utf8");
    const read = async (content: string) => {
      writeFileSync(beside, content);
      return readStagedFile(folder).then(
        () => "read",
        (error: unknown) => String(error).split(root).join("ROOT"),
      );
    };
    expect(await read(text.replace("palimpsest-staged-1", "palimpsest-staged-9"))).toMatchInlineSnapshot(
      `"InputError: ROOT/work.palimpsest.json: format: Invalid input: expected "palimpsest-staged-1""`,
    );
    expect(await read("{")).toMatchInlineSnapshot(
      `"InputError: ROOT/work.palimpsest.json: expected JSON as stage wrote it: Expected property name or '}' in JSON at position 1"`,
    );
    expect(await read(text.replace(/"base": "[^"]*"/, '"base": "AAAA"'))).toMatchInlineSnapshot(
      `"InputError: ROOT/work.palimpsest.json: base: expected JSON as stage wrote it: incorrect header check"`,
    );
    rmSync(beside);
    await expect(readStagedFile(folder)).rejects.toThrow(/expected what stage keeps beside a folder/);
  });
});

describe("reading a folder back", () => {
  it("finds committed, staged, unstaged and untracked work alike", async () => {
    write("configs/base.yaml", "weight: 0.05\nname: tern\nseed: 7\n");
    git("commit", "-qam", "Lower it");
    write("README.md", "# Tern 3\n");
    git("add", "README.md");
    write("run.sh", "#!/bin/sh\necho\n");
    mkdirSync(join(folder, "new folder"));
    write("new folder/caf\u00e9.txt", "hello");
    expect(await changes()).toEqual([
      { change: "modified", path: "README.md", mode: "100644", content: { text: "# Tern 3\n" } },
      {
        change: "modified",
        path: "configs/base.yaml",
        mode: "100644",
        content: { text: "weight: 0.05\nname: tern\nseed: 7\n" },
      },
      { change: "added", path: "new folder/caf\u00e9.txt", mode: "100644", content: { text: "hello" } },
      { change: "modified", path: "run.sh", mode: "100644", content: { text: "#!/bin/sh\necho\n" } },
    ]);
  });

  it("finds renames, deletions, modes, links, binary content and line ends", async () => {
    git("mv", "README.md", "docs.md");
    git("commit", "-qm", "Move");
    rmSync(join(folder, "tracked.log"));
    chmodSync(join(folder, "run.sh"), 0o755);
    rmSync(join(folder, "link"));
    symlinkSync("/etc/passwd", join(folder, "link"));
    write("crlf.txt", "one\r\n2\r\n");
    write("blob.bin", Uint8Array.of(0, 255, 254));
    expect(await changes()).toEqual([
      { change: "deleted", path: "README.md" },
      { change: "added", path: "blob.bin", mode: "100644", content: { base64: "AP/+" } },
      { change: "modified", path: "crlf.txt", mode: "100644", content: { text: "one\r\n2\r\n" } },
      {
        change: "added",
        path: "docs.md",
        mode: "100644",
        content: { text: "# Tern\n\nTrains the model.\n" },
      },
      { change: "modified", path: "link", mode: "120000", content: { text: "/etc/passwd" } },
      { change: "modified", path: "run.sh", mode: "100755", content: { text: "#!/bin/sh\n" } },
      { change: "deleted", path: "tracked.log" },
    ]);
  });

  it("reads the branch that is checked out, also after the old one is gone", async () => {
    git("checkout", "-qb", "lower");
    write("configs/base.yaml", "weight: 0\n");
    git("commit", "-qam", "Lower it");
    git("branch", "-qD", "main");
    expect(await changes()).toEqual([
      { change: "modified", path: "configs/base.yaml", mode: "100644", content: { text: "weight: 0\n" } },
    ]);
  });

  it("leaves out what is ignored, unless it is tracked", async () => {
    mkdirSync(join(folder, "build"));
    write("build/out.txt", "x");
    write("debug.log", "x");
    write("tracked.log", "changed\n");
    write("forced.log", "forced\n");
    git("add", "-f", "forced.log");
    write("private.txt", "x");
    mkdirSync(join(folder, ".git/info"), { recursive: true });
    write(".git/info/exclude", "private.txt\n");
    expect(await changes()).toEqual([
      { change: "added", path: "forced.log", mode: "100644", content: { text: "forced\n" } },
      { change: "modified", path: "tracked.log", mode: "100644", content: { text: "changed\n" } },
    ]);
  });

  it("does not enter other repositories, but still compares what was staged there", async () => {
    mkdirSync(join(folder, "vendor"));
    runGit(join(folder, "vendor"), ["init", "-q"]);
    write("vendor/code.py", "x = 1\n");
    runGit(join(folder, "configs"), ["init", "-q"]);
    write("configs/base.yaml", "weight: 0\n");
    write("configs/other.yaml", "x: 1\n");
    expect(await changes()).toEqual([
      { change: "modified", path: "configs/base.yaml", mode: "100644", content: { text: "weight: 0\n" } },
    ]);
  });

  it("works without the folder's own repository, and with a damaged one", async () => {
    write("README.md", "# Tern\n");
    const expected = [
      { change: "modified", path: "README.md", mode: "100644", content: { text: "# Tern\n" } },
    ];
    write(".git/index", "not an index");
    write(".git/HEAD", "nonsense");
    expect(await changes()).toEqual(expected);
    rmSync(join(folder, ".git"), { recursive: true });
    expect(await changes()).toEqual(expected);
  });

  it("does not follow links that lead out", async () => {
    mkdirSync(join(root, "elsewhere"));
    writeFileSync(join(root, "elsewhere", "base.yaml"), "secret\n");
    renameSync(join(folder, "configs"), join(root, "moved"));
    symlinkSync("../elsewhere", join(folder, "configs"));
    expect(await changes()).toEqual([
      { change: "added", path: "configs", mode: "120000", content: { text: "../elsewhere" } },
      { change: "deleted", path: "configs/base.yaml" },
    ]);
  });

  it("does not wait for pipes", async () => {
    rmSync(join(folder, "run.sh"));
    execFileSync("mkfifo", [join(folder, "run.sh"), join(folder, "pipe")]);
    expect(await changes()).toEqual([{ change: "deleted", path: "run.sh" }]);
  });

  it("names what is too large or cannot be named, and reads the rest", async () => {
    write("large.bin", Buffer.alloc(16 * 1024 * 1024 + 1));
    write("a\\b", "x");
    write("README.md", "# Tern 3\n");
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.of(0xe9)]), "x");
    const { changes: found, strays } = await read();
    expect(found.map(({ path }) => path)).toEqual(["README.md"]);
    expect(strays).toEqual([
      {
        path: "a\\b",
        why: `${folder}: expected names in UTF-8 without backslashes, got "a\\\\b"`,
      },
      { path: "caf\ufffd", why: `${folder}: expected names in UTF-8 without backslashes, got "caf\ufffd"` },
      { path: "large.bin", why: `${folder}/large.bin: expected at most 16 MB, got 16777217 bytes` },
    ]);
  });

  it("refuses what is too much", async () => {
    for (let number = 0; number < 5; number++) write(`part${number}`, Buffer.alloc(14 * 1024 * 1024));
    await expect(changes()).rejects.toThrow(`${folder}: expected at most 64 MB of changed files`);
    await expect(readOutsideChanges(join(root, "gone"), mapTree(stagedFiles))).rejects.toThrow(
      `${join(root, "gone")}: expected the folder that was staged`,
    );
  });
});

describe("work that is committed elsewhere", () => {
  const lower = (): void => write("configs/base.yaml", "weight: 0\n");
  const stagedHead = (): string => git("rev-parse", "HEAD").trim();
  const cases: Readonly<Record<string, readonly [() => void, readonly OtherWork[]]>> = {
    "nothing but what was staged": [() => undefined, []],
    "a commit where HEAD is": [
      () => {
        lower();
        git("commit", "-qam", "Lower it");
      },
      [],
    ],
    "a branch that HEAD has gone past": [
      () => {
        lower();
        git("branch", "old");
        git("commit", "-qam", "Lower it");
        git("branch", "here");
      },
      [],
    ],
    "a branch that is not checked out": [
      () => {
        git("checkout", "-qb", "lower");
        lower();
        git("commit", "-qam", "Lower it");
        git("commit", "-q", "--allow-empty", "-m", "Say so");
        git("checkout", "-q", "main");
      },
      [{ ref: "refs/heads/lower", commits: 2 }],
    ],
    "packed references, with HEAD on none": [
      () => {
        git("checkout", "-qb", "lower");
        lower();
        git("commit", "-qam", "Lower it");
        git("tag", "-am", "Lowered", "v1");
        git("pack-refs", "--all");
        git("checkout", "-q", "--detach", "main");
      },
      [
        { ref: "refs/heads/lower", commits: 1 },
        { ref: "refs/tags/v1", commits: 1 },
      ],
    ],
    "a stash": [
      () => {
        lower();
        git("stash", "-q");
      },
      // The stash and the index that it keeps.
      [{ ref: "refs/stash", commits: 2 }],
    ],
    "a reference to nothing": [() => write(".git/refs/heads/gone", `${"1".repeat(40)}\n`), []],
    "no repository": [() => rmSync(join(folder, ".git"), { recursive: true }), []],
  };

  it.each(Object.keys(cases))("%s", async (name) => {
    const [work, expected] = cases[name] ?? [() => undefined, []];
    const head = stagedHead();
    work();
    expect(await findOtherWork(folder, head)).toEqual(expected);
  });
});

describe("a hostile repository", () => {
  it("is read without anything of it being executed", async () => {
    const mark = join(root, "executed");
    const script = join(root, "script.sh");
    writeFileSync(script, `#!/bin/sh\ntouch "${mark}"\ncat\n`, { mode: 0o755 });
    write(".gitattributes", "* filter=evil diff=evil merge=evil\n");
    git("config", "core.fsmonitor", script);
    git("config", "core.hooksPath", root);
    git("config", "core.pager", script);
    git("config", "core.editor", script);
    git("config", "core.sshCommand", script);
    git("config", "core.worktree", root);
    git("config", "core.excludesFile", join(root, "all"));
    git("config", "filter.evil.clean", script);
    git("config", "filter.evil.smudge", script);
    git("config", "filter.evil.process", script);
    git("config", "diff.evil.textconv", script);
    git("config", "diff.external", script);
    git("config", "alias.ls-files", `!${script}`);
    writeFileSync(join(root, "all"), "*\n");
    mkdirSync(join(folder, ".git/hooks"), { recursive: true });
    for (const name of [
      "post-index-change",
      "fsmonitor-watchman",
      "pre-commit",
      "post-checkout",
      "reference-transaction",
    ]) {
      writeFileSync(join(root, name), `#!/bin/sh\ntouch "${mark}"\n`, { mode: 0o755 });
      writeFileSync(join(folder, ".git/hooks", name), `#!/bin/sh\ntouch "${mark}"\n`, { mode: 0o755 });
    }
    rmSync(mark, { force: true });
    write("README.md", "# Tern\n");
    expect(await changes()).toEqual([
      {
        change: "added",
        path: ".gitattributes",
        mode: "100644",
        content: { text: "* filter=evil diff=evil merge=evil\n" },
      },
      { change: "modified", path: "README.md", mode: "100644", content: { text: "# Tern\n" } },
    ]);
    const stagedHead = execFileSync("git", ["rev-parse", "HEAD"], { cwd: folder }).toString().trim();
    write(
      ".git/packed-refs",
      `${"2".repeat(40)} refs/heads/other\n${stagedHead} refs/heads/--upload-pack=x\n`,
    );
    // HEAD is on main, and what was staged is not there: nothing is known, so all of it is other work.
    rmSync(join(folder, ".git/refs/heads/main"));
    expect(await findOtherWork(folder, "0".repeat(40))).toEqual([
      { ref: "refs/heads/--upload-pack=x", commits: 2 },
    ]);
    expect(existsSync(mark)).toBe(false);
    // The trap works: git itself, run in the folder, springs it.
    execFileSync("git", ["-c", `core.worktree=${folder}`, "status"], { cwd: folder, stdio: "pipe" });
    expect(existsSync(mark)).toBe(true);
  });
});
