import { describe, expect, test } from "vitest";
import type { Machine } from "../../src/sandbox/machine-command.js";
import { Overlay } from "../../src/sandbox/overlay.js";
import { createRipgrepCommand } from "../../src/sandbox/ripgrep/ripgrep-command.js";
import { facts, indexFiles, text } from "./support/staged-base.js";
import { freshSandbox, testPool } from "./support/shell.js";

const base = indexFiles({
  ".gitignore": "out/\n*.log\n!keep.log\n/root-only.txt\n",
  ".hidden/a.txt": "needle hidden\n",
  "a.txt": "first needle\nsecond\nthird Needle needle\nfourth\nfifth\n",
  "b/c.py": "def needle():\n    return 'needles'\n",
  "b/root-only.txt": "needle here\n",
  "binary.bin": { mode: "100644", bytes: Uint8Array.from([...text("needle\n"), 0, 1]) },
  "crlf.txt": "needle\r\nother\r\n",
  "keep.log": "needle kept\n",
  "out/x.txt": "needle out\n",
  "root-only.txt": "needle root\n",
  "x.log": "needle log\n",
});

async function rg(argv: readonly string[], stdin = "", cwd = facts.home): Promise<string> {
  const machine: Machine = { files: new Overlay(base), facts, cwd, stdin: text(stdin), env: new Map() };
  const { stdout, stderr, exitCode } = await createRipgrepCommand().run(argv, machine);
  return `${typeof stdout === "string" ? stdout : Buffer.from(stdout).toString()}${stderr === "" ? "" : `! ${stderr}`}= ${exitCode}`;
}

const everything =
  "a.txt:first needle\na.txt:third Needle needle\nb/c.py:def needle():\nb/c.py:    return 'needles'\nb/root-only.txt:needle here\ncrlf.txt:needle\r\nkeep.log:needle kept\n= 0";

describe("rg", () => {
  test.each<[readonly string[], string]>([
    [["needle"], everything],
    [["-n", "needle", "a.txt"], "1:first needle\n3:third Needle needle\n= 0"],
    [["-ic", "needle", "a.txt"], "2\n= 0"],
    [["--count-matches", "-i", "needle", "a.txt"], "3\n= 0"],
    [["-l", "needle"], "a.txt\nb/c.py\nb/root-only.txt\ncrlf.txt\nkeep.log\n= 0"],
    [["--files-without-match", "def"], "a.txt\nb/root-only.txt\ncrlf.txt\nkeep.log\n= 0"],
    [["-w", "needle", "b"], "b/c.py:def needle():\nb/root-only.txt:needle here\n= 0"],
    [["-F", "needle():"], "b/c.py:def needle():\n= 0"],
    [["-x", "second", "a.txt"], "second\n= 0"],
    [["-v", "e", "a.txt"], "fourth\nfifth\n= 0"],
    [["-o", "need\\w+", "b"], "b/c.py:needle\nb/c.py:needles\nb/root-only.txt:needle\n= 0"],
    [["-n", "-C1", "second", "a.txt"], "1-first needle\n2:second\n3-third Needle needle\n= 0"],
    [["-A1", "-n", "first|fourth", "a.txt"], "1:first needle\n2-second\n--\n4:fourth\n5-fifth\n= 0"],
    [["-m1", "needle", "a.txt"], "first needle\n= 0"],
    [["-g", "*.py", "needle"], "b/c.py:def needle():\nb/c.py:    return 'needles'\n= 0"],
    [["-g", "!*.{py,txt}", "needle"], "keep.log:needle kept\n= 0"],
    [["-tpy", "-c", "needle"], "b/c.py:2\n= 0"],
    [["--files"], "a.txt\nb/c.py\nb/root-only.txt\nbinary.bin\ncrlf.txt\nkeep.log\n= 0"],
    [["--files", "--hidden", "-g", ".*/**"], ".hidden/a.txt\n= 0"],
    [["-l", "--no-ignore", "needle"], "a.txt\nb/c.py\nb/root-only.txt\ncrlf.txt\nkeep.log\nout/x.txt\nroot-only.txt\nx.log\n= 0"],
    [["-e", "second", "-e", "fifth", "a.txt"], "second\nfifth\n= 0"],
    [["--column", "needle", "a.txt"], "1:7:first needle\n3:14:third Needle needle\n= 0"],
    [["-r", "<$0>", "-N", "need(le)", "a.txt"], "first <needle>\nthird Needle <needle>\n= 0"],
    [["-S", "Needle", "a.txt"], "third Needle needle\n= 0"],
    [["needle", "binary.bin"], 'binary file matches (found "\\0" byte around offset 7)\n= 0'],
    [["needle", "out/x.txt"], "needle out\n= 0"],
    [["needle", "."], everything.replaceAll(/(?<=^|\n)(?=[a-z])/g, "./")],
    [["(?i)NEEDLE", "keep.log"], "needle kept\n= 0"],
    [["\\bneedle\\b$", "a.txt"], "first needle\nthird Needle needle\n= 0"],
    [["(first|second)+", "a.txt"], "first needle\nsecond\n= 0"],
    [["-U", "-n", "second\\nthird", "a.txt"], "2:second\n3:third Needle needle\n= 0"],
    [["-q", "needle"], "= 0"],
    [["absent"], "= 1"],
    [["needle", "nope"], "! rg: nope: No such file or directory (os error 2)\n= 2"],
    [["("], "! rg: regex parse error:\n    (?:()\n    ^\nerror: unclosed group\n= 2"],
    [["-t", "nope", "x"], "! rg: unrecognized file type: nope\n= 2"],
    [["--nope", "x"], "! rg: unrecognized flag --nope\n= 2"],
    [[], "! rg: ripgrep requires at least one pattern to execute a search\n= 2"],
  ])("%j", async (argv, expected) => {
    expect(await rg(argv)).toBe(expected);
  }); // prettier-ignore

  test("reads what is piped into it", async () => {
    expect(await rg(["-n", "b"], "a\nb\nbc\n")).toBe("2:b\n3:bc\n= 0");
  });

  test("respects the ignore files of the folders above", async () => {
    expect(await rg(["-l", "needle"], "", `${facts.home}/b`)).toBe("c.py\nroot-only.txt\n= 0");
  });
});

describe("the search tool", () => {
  const pool = testPool({ size: 1 });
  test("prints path, line number and line; quotes do no harm", async () => {
    const search = (query: { pattern: string; path?: string; glob?: string }): Promise<unknown> =>
      freshSandbox(pool, base).search(query, new AbortController().signal);
    expect(await search({ pattern: "'needles'", glob: "*.py" })).toEqual({
      stdout: "b/c.py:2:    return 'needles'\n",
      stderr: "",
      exitCode: 0,
    });
    expect(await search({ pattern: "kept", path: "keep.log" })).toEqual({
      stdout: "keep.log:1:needle kept\n",
      stderr: "",
      exitCode: 0,
    });
    expect(await search({ pattern: "$(touch /tmp/x)" })).toEqual({ stdout: "", stderr: "", exitCode: 1 });
  });
});
