import { describe, expect, test } from "vitest";
import { bash, freshSandbox, testPool } from "./support/shell.js";

const pool = testPool();
const limitMs = 1_500;
const long = "a".repeat(40);

/** Whatever does not end by itself is ended by the limit. */
const commands: Readonly<Record<string, string>> = {
  "python infinite loop": "python3 -c 'while True: pass'",
  "python infinite output": "python3 -c 'while True: print(1)'",
  "python memory": "python3 -c 'x = []\nwhile True: x.append(bytearray(10**7))'",
  "python recursion": "python3 -c 'import sys; sys.setrecursionlimit(10**9)\ndef f(): f()\nf()'",
  "shell infinite loop": "while true; do :; done",
  "shell loop that prints": "while true; do echo line; done",
  "fork bomb": ":(){ :|:& };:",
  recursion: "f() { f; f; }; f",
  "yes into head": "yes | head -n 3",
  "huge output": "seq 1 3000000",
  "huge string": "x=a; while true; do x=$x$x; done",
  "huge files":
    "head -c 60000 /dev/zero > zeros; for i in $(seq 1 40); do cat zeros zeros >> more; cp more zeros; done",
  "many files": "for i in $(seq 1 60000); do echo > file$i; done",
  "backtracking in grep": `echo '${long}!' | grep -E '(a+)+$'`,
  "backtracking in grep -P": `echo '${long}!' | grep -P '(a+)+$'`,
  "backtracking in sed": `echo '${long}!' | sed -E 's/(a+)+$/x/'`,
  "backtracking in awk": `echo '${long}!' | awk '/(a+)+$/'`,
  "backtracking in rg": `echo '${long}!' | rg '(a+)+$'`,
  "backtracking in rg -P": `echo '${long}!' | rg -P '(a+)+$'`,
  "YAML bomb": [
    "echo 'a: &a [x, x, x, x, x, x, x, x, x]' > bomb.yaml",
    ...Array.from("bcdefghi").map((name, place) => {
      const before = "abcdefgh".charAt(place);
      return `echo '${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(", ")}]' >> bomb.yaml`;
    }),
    "yq '.i' bomb.yaml",
  ].join("\n"),
  "deep JSON": `python3 -c 'print("[" * 100000 + "]" * 100000)' | jq .`,
  "brace expansion": "echo {1..99999999}",
  "endless awk": "awk 'BEGIN { while (1) x++ }'",
  "sleep for ever": "sleep 100000",
};

describe("a command that would not end", () => {
  test.each(Object.entries(commands))("%s", async (_, command) => {
    const sandbox = freshSandbox(pool);
    await bash(sandbox, "echo before > mark.txt");
    const result = await bash(sandbox, command, limitMs);
    expect(result.stdout.length).toBeLessThan(1_100_000);
    if (result.exitCode === 124) {
      expect(result).toEqual({
        stdout: "",
        stderr: "timeout: command still running after 1.5 s\nTerminated\n",
        exitCode: 124,
      });
    }
    expect(await bash(sandbox, "cat mark.txt")).toEqual({ stdout: "before\n", stderr: "", exitCode: 0 });
  });
});
