import { describe, expect, test } from "vitest";
import { SandboxError } from "../../src/sandbox/sandbox.js";
import type { WorkerPool } from "../../src/sandbox/worker-pool.js";
import { text } from "./support/staged-base.js";
import { bash, freshSandbox, testPool } from "./support/shell.js";

const pool = testPool({ size: 1 });

describe("file calls", () => {
  test("read, write, kind and list", () => {
    const sandbox = freshSandbox(pool);
    sandbox.writeFile("deep/er/file.txt", text("x\n"));
    sandbox.writeFile("/tmp/outside.txt", text("y\n"));
    expect(new TextDecoder().decode(sandbox.readFile("/home/agent/tern/deep/er/file.txt"))).toBe("x\n");
    expect([
      sandbox.kind("src"),
      sandbox.kind("link.md"),
      sandbox.kind("nope"),
      sandbox.kind("/tmp/outside.txt"),
    ]).toEqual(["directory", "file", undefined, "file"]);
    expect(sandbox.list("deep")).toEqual(["deep/er/file.txt"]);
    expect(sandbox.list("").slice(0, 4)).toEqual([".gitignore", "README.md", "blob.bin", "configs/run.yaml"]);
    expect(sandbox.changes()).toEqual([
      { change: "added", path: "deep/er/file.txt", mode: "100644", content: { text: "x\n" } },
    ]);
  });

  test.each<[string, (sandbox: ReturnType<typeof freshSandbox>) => unknown]>([
    ["nope.txt: No such file or directory", (sandbox) => sandbox.readFile("nope.txt")],
    ["src: Is a directory", (sandbox) => sandbox.readFile("src")],
    ["nope: No such file or directory", (sandbox) => sandbox.list("nope")],
    [
      "/etc/passwd: Permission denied",
      (sandbox) => {
        sandbox.writeFile("/etc/passwd", text(""));
      },
    ],
  ])("fail with %s", (message, call) => {
    expect(() => call(freshSandbox(pool))).toThrow(new SandboxError(message));
  });
});

describe("the difference", () => {
  const cases: Readonly<Record<string, [string, unknown]>> = {
    "nothing for a file written back as it was": ["echo x > nofinal.txt; printf abc > nofinal.txt; mkdir empty; touch README.md", []],
    "nothing outside the repository": ["echo x > /tmp/x; echo y > ~/y; echo z > /dev/null", []],
    "nothing below .git": ["mkdir -p .git; echo x > .git/x", []],
    "a mode alone": ["chmod +x README.md", [{ change: "modified", path: "README.md", mode: "100755", content: { text: "# Tern\n\nhello world\n" } }]],
    "CRLF and a missing final newline": ["sed -i 's/two/2/' crlf.txt; printf abcd > nofinal.txt", [
      { change: "modified", path: "crlf.txt", mode: "100644", content: { text: "one\r\n2\r\n" } },
      { change: "modified", path: "nofinal.txt", mode: "100644", content: { text: "abcd" } },
    ]],
    "bytes that are no text": ["cat blob.bin latin.txt > both.bin; cp latin.txt copy.txt", [
      { change: "added", path: "both.bin", mode: "100644", content: { base64: "AP8B/goAY2Fm6Qo=" } },
      { change: "added", path: "copy.txt", mode: "100644", content: { base64: "Y2Fm6Qo=" } },
    ]],
    "a rename": ["mv run.sh go.sh; mv src code", [
      { change: "added", path: "code/adder.py", mode: "100644", content: { text: "def add(a, b):\n    return a + b\n" } },
      { change: "added", path: "go.sh", mode: "100755", content: { text: '#!/usr/bin/env bash\necho "run $1"\n' } },
      { change: "deleted", path: "run.sh" },
      { change: "deleted", path: "src/adder.py" },
    ]],
    "links": ["ln -s src/adder.py here; ln -sf crlf.txt link.md; ln nofinal.txt hard", [
      { change: "added", path: "hard", mode: "100644", content: { text: "abc" } },
      { change: "added", path: "here", mode: "120000", content: { text: "src/adder.py" } },
      { change: "modified", path: "link.md", mode: "120000", content: { text: "crlf.txt" } },
    ]],
    "a folder in the place of a file, and the other way round": ["rm nofinal.txt; mkdir nofinal.txt; echo x > nofinal.txt/x; rm -r src; echo y > src", [
      { change: "deleted", path: "nofinal.txt" },
      { change: "added", path: "nofinal.txt/x", mode: "100644", content: { text: "x\n" } },
      { change: "added", path: "src", mode: "100644", content: { text: "y\n" } },
      { change: "deleted", path: "src/adder.py" },
    ]],
    "what python leaves": ["python3 -c 'import os; os.rename(\"data.json\", \"d.json\"); open(\"p.bin\", \"wb\").write(bytes([255, 0])); os.chmod(\"p.bin\", 0o755)'", [
      { change: "added", path: "d.json", mode: "100644", content: { text: '{"a": [1, 2, {"b": 3}]}\n' } },
      { change: "deleted", path: "data.json" },
      { change: "added", path: "p.bin", mode: "100755", content: { base64: "/wA=" } },
    ]],
  }; // prettier-ignore
  test.each(Object.entries(cases))("%s", async (_, [command, expected]) => {
    const sandbox = freshSandbox(pool);
    const { stderr } = await bash(sandbox, command);
    expect({ stderr, changes: sandbox.changes() }).toEqual({ stderr: "", changes: expected });
  });

  test("a write made while a command runs is kept", async () => {
    const writesMeanwhile: WorkerPool = {
      run: (request) => {
        const result = pool.run(request);
        // The worker has what it needs of the machine, and what it leaves is not back: the write is in neither.
        sandbox.writeFile("tool.txt", text("tool\n"));
        return result;
      },
      close: () => pool.close(),
    };
    const sandbox = freshSandbox(writesMeanwhile);
    await bash(sandbox, "test -e tool.txt; echo $? > shell.txt");
    expect(sandbox.changes()).toEqual([
      { change: "added", path: "shell.txt", mode: "100644", content: { text: "1\n" } },
      { change: "added", path: "tool.txt", mode: "100644", content: { text: "tool\n" } },
    ]);
  });
});
