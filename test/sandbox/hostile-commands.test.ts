import { describe, expect, test } from "vitest";
import { bash, freshSandbox, testPool } from "./support/shell.js";

const pool = testPool();
const limitMs = 1_500;
const long = "a".repeat(40);

/** How a command ends that ends by itself; what it prints in full, or the shape of it. */
interface End {
  readonly exitCode: number;
  readonly stdout: string | RegExp;
  readonly stderr: string | RegExp;
}

const cutOff: End = {
  exitCode: 124,
  stdout: "",
  stderr: "timeout: command still running after 1.5 s\nTerminated\n",
};
const crashes: End = { exitCode: 139, stdout: "", stderr: "Segmentation fault (core dumped)\n" };
const findsNothing: End = { exitCode: 1, stdout: "", stderr: "" };

/** Only the limit ends these. */
const endless: Readonly<Record<string, string>> = {
  "python infinite loop": "python3 -c 'while True: pass'",
  "python infinite output": "python3 -c 'while True: print(1)'",
  "shell infinite loop": "while true; do :; done",
  "shell loop that prints": "while true; do echo line; done",
  "backtracking in rg -P": `echo '${long}!' | rg -P '(a+)+$'`,
  "endless awk": "awk 'BEGIN { while (1) x++ }'",
  "sleep for ever": "sleep 100000",
};

/** These the limit ends, or they end by themselves where the machine is fast. */
const slow: Readonly<Record<string, readonly [command: string, end: End]>> = {
  "python recursion": [
    "python3 -c 'import sys; sys.setrecursionlimit(10**9)\ndef f(): f()\nf()'",
    { exitCode: 1, stdout: "", stderr: /^Traceback .*\n(?:Recursion|Memory)Error\b.*\n$/s },
  ],
  "huge output": [
    "seq 1 3000000",
    { exitCode: 0, stdout: /\n\[\d+ more characters of output not shown\]\n$/, stderr: "" },
  ],
  "many files": [
    "for i in $(seq 1 60000); do echo > file$i; done",
    { exitCode: 1, stdout: "", stderr: /^bash: \S+\/file\d+: No space left on device\n$/ },
  ],
};

/** These end by themselves, whatever the machine's speed. */
const bounded: Readonly<Record<string, readonly [command: string, end: End]>> = {
  "python memory": [
    "python3 -c 'x = []\nwhile True: x.append(bytearray(10**7))'",
    { exitCode: 1, stdout: "", stderr: /^Traceback .*\nMemoryError\n$/s },
  ],
  "fork bomb": [":(){ :|:& };:", crashes],
  recursion: ["f() { f; f; }; f", crashes],
  "yes into head": ["yes | head -n 3", { exitCode: 0, stdout: "y\ny\ny\n", stderr: "" }],
  "huge string": [
    "x=a; while true; do x=$x$x; done",
    { exitCode: 1, stdout: "", stderr: "bash: Cannot allocate memory\n" },
  ],
  "huge files": [
    "head -c 60000 /dev/zero > zeros; for i in $(seq 1 40); do cat zeros zeros >> more; cp more zeros; done",
    { exitCode: 1, stdout: "", stderr: "bash: /home/agent/tern/more: File too large\n" },
  ],
  "backtracking in grep": [`echo '${long}!' | grep -E '(a+)+$'`, findsNothing],
  "backtracking in grep -P": [`echo '${long}!' | grep -P '(a+)+$'`, findsNothing],
  "backtracking in sed": [
    `echo '${long}!' | sed -E 's/(a+)+$/x/'`,
    { exitCode: 0, stdout: `${long}!\n`, stderr: "" },
  ],
  "backtracking in awk": [`echo '${long}!' | awk '/(a+)+$/'`, { ...findsNothing, exitCode: 0 }],
  "backtracking in rg": [`echo '${long}!' | rg '(a+)+$'`, findsNothing],
  "YAML bomb": [
    [
      "echo 'a: &a [x, x, x, x, x, x, x, x, x]' > bomb.yaml",
      ...Array.from("bcdefghi").map((name, place) => {
        const before = "abcdefgh".charAt(place);
        return `echo '${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(", ")}]' >> bomb.yaml`;
      }),
      "yq '.i' bomb.yaml",
    ].join("\n"),
    { exitCode: 5, stdout: "", stderr: "Error: yaml: document contains excessive aliasing\n" },
  ],
  "deep JSON": [
    `python3 -c 'print("[" * 100000 + "]" * 100000)' | jq .`,
    { exitCode: 1, stdout: "", stderr: "jq: Cannot allocate memory\n" },
  ],
  "brace expansion": ["echo {1..99999999}", { exitCode: 0, stdout: /^1 2 3 [\d ]+\n$/, stderr: "" }],
};

describe("a command that would not end", () => {
  test.each(Object.entries(endless))("%s", async (_, command) => {
    await expectEnd(command, limitMs, [cutOff]);
  });

  test.each(Object.entries(slow))("%s", async (_, [command, end]) => {
    await expectEnd(command, limitMs, [cutOff, end]);
  });

  test.each(Object.entries(bounded))("%s", async (_, [command, end]) => {
    await expectEnd(command, 60_000, [end]);
  });
});

/** A command ends in one of these ways, and the machine goes on with what it held. */
async function expectEnd(command: string, timeoutMs: number, ends: readonly End[]): Promise<void> {
  const sandbox = freshSandbox(pool);
  await bash(sandbox, "echo before > mark.txt");
  const result = await bash(sandbox, command, timeoutMs);
  expect(result.stdout.length).toBeLessThan(1_100_000);
  const end = ends.find(({ exitCode }) => exitCode === result.exitCode) ?? ends.at(-1);
  expect(result).toEqual({
    exitCode: end?.exitCode,
    stdout: end?.stdout instanceof RegExp ? (expect.stringMatching(end.stdout) as string) : end?.stdout,
    stderr: end?.stderr instanceof RegExp ? (expect.stringMatching(end.stderr) as string) : end?.stderr,
  });
  expect(await bash(sandbox, "cat mark.txt")).toEqual({ stdout: "before\n", stderr: "", exitCode: 0 });
}
