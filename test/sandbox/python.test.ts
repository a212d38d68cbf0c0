import { describe, expect, test } from "vitest";
import { indexFiles, smallRepository } from "./support/staged-base.js";
import { bash, freshSandbox, testPool } from "./support/shell.js";

const pool = testPool();
const run = (command: string): ReturnType<typeof bash> => bash(freshSandbox(pool), command);

describe("python3", () => {
  test.each([
    ["python3 --version", "Python 3.13.2\n"],
    ["python3 -c 'print(1 + 2)'", "3\n"],
    ["echo 'print(5)' | python3", "5\n"],
    ["echo 'print(6)' | python3 - a b", "6\n"],
    ["echo in | python3 -c 'print(input().upper())'", "IN\n"],
    ["cd src && python3 -c 'import os; print(os.getcwd())'", "/home/agent/tern/src\n"],
    ["python3 -c 'import src.adder; print(src.adder.add(2, 3))'", "5\n"],
    ["cd /tmp && python3 -c 'import src.adder as a; print(a.__file__)'", "/home/agent/tern/src/adder.py\n"],
    ["PYTHONPATH=src python3 -c 'import adder, os; print(os.environ[\"PYTHONPATH\"])'", "src\n"],
    ["python3 -c 'import sys; print(sys.argv)' a 'b c'", "['-c', 'a', 'b c']\n"],
    ["echo '{\"b\": [1]}' | python3 -m json.tool --compact", '{"b":[1]}\n'],
    ["python3 -c 'print(open(\"README.md\").read(), end=\"\")'", "# Tern\n\nhello world\n"],
    ["python3 -c 'import sys; sys.stdout.buffer.write(bytes([255, 10]))' | base64", "/wo=\n"],
    ["python3 -c 'import datetime; print(datetime.datetime.now().isoformat(timespec=\"minutes\"))'", "2026-02-03T09:12\n"],
    ["python3 -c 'import platform, socket; print(platform.system(), platform.machine(), socket.gethostname())'", "Linux x86_64 train-07\n"],
    ["python3 -c 'import pathlib; print(sorted(p.name for p in pathlib.Path(\".\").rglob(\"*.py\")))'", "['adder.py', 'test_adder.py', 'tool.py']\n"],
    ["python3 -c 'text = \"\"\"a\n  b\n\"\"\"; print(repr(text))'", "'a\\n  b\\n'\n"],
  ])("%s", async (command, stdout) => {
    expect(await run(command)).toEqual({ stdout, stderr: "", exitCode: 0 });
  }); // prettier-ignore

  test.each([
    ["python3 -m pytest", "/usr/bin/python3: No module named pytest\n", 1],
    ["python3 nope.py", "/usr/bin/python3: can't open file '/home/agent/tern/nope.py': [Errno 2] No such file or directory\n", 2],
    ["python3 -c 'import sys; sys.exit(7)'", "", 7],
    ["python3 -c 'import socket; socket.create_server((\"127.0.0.1\", 0))' 2>&1 | tail -1 >&2", "PermissionError: [Errno 13] Permission denied (while attempting to bind on address ('127.0.0.1', 0))\n", 0],
    ["python3 -c 'import socket; socket.socket().connect((\"127.0.0.1\", 80))' 2>&1 | tail -1 >&2", "OSError: [Errno 101] Network is unreachable\n", 0],
    ["python3 -c 'import urllib.request as u; u.urlopen(\"http://a.example\")' 2>&1 | tail -1 >&2", "urllib.error.URLError: <urlopen error [Errno -3] Temporary failure in name resolution>\n", 0],
    ["python3 -c 'import sys; sys.exit(\"bye\")'", "bye\n", 1],
    [
      "python3 -c 'open(\"/etc/x\", \"w\")'",
      "Traceback (most recent call last):\n  File \"<string>\", line 1, in <module>\n    open(\"/etc/x\", \"w\")\n    ~~~~^^^^^^^^^^^^^^^\nPermissionError: [Errno 13] Permission denied: '/etc/x'\n",
      1,
    ],
    [
      "printf 'import json\\njson.loads(\"{\")\\n' > bad.py; python3 bad.py",
      "Traceback (most recent call last):\n  File \"/home/agent/tern/bad.py\", line 2, in <module>\n    json.loads(\"{\")\n    ~~~~~~~~~~^^^^^\n  File \"/usr/lib/python3.13/json/__init__.py\", line 346, in loads\n  File \"/usr/lib/python3.13/json/decoder.py\", line 345, in decode\n  File \"/usr/lib/python3.13/json/decoder.py\", line 361, in raw_decode\njson.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)\n",
      1,
    ],
  ])("%s fails", async (command, stderr, exitCode) => {
    expect(await run(command)).toEqual({ stdout: "", stderr, exitCode });
  }); // prettier-ignore

  test.each([
    "python3 -m unittest tests.test_adder",
    "python3 -m unittest discover -s tests",
    "python3 -m unittest tests/test_adder.py",
  ])("%s runs the repository's tests", async (command) => {
    const { stderr, exitCode } = await run(command);
    expect([stderr.replace(/in [\d.]+s/, "in 0s"), exitCode]).toEqual([
      `.\n${"-".repeat(70)}\nRan 1 test in 0s\n\nOK\n`,
      0,
    ]);
  });

  test("a failing test shows where", async () => {
    const broken = { ...smallRepository, "src/adder.py": "def add(a, b):\n    return a - b\n" };
    const { stderr, exitCode } = await bash(
      freshSandbox(pool, indexFiles(broken)),
      "python3 -m unittest tests.test_adder",
    );
    expect([
      stderr.includes('File "/home/agent/tern/tests/test_adder.py", line 7, in test_add'),
      exitCode,
    ]).toEqual([true, 1]);
  });

  test("what it writes stays, and nothing else", async () => {
    const sandbox = freshSandbox(pool);
    await bash(
      sandbox,
      'python3 -c \'import src.adder, os; os.makedirs("out/x"); open("out/x/y.txt", "a").write("1")\'',
    );
    await bash(sandbox, 'python3 -c \'open("out/x/y.txt", "a").write("2")\'');
    expect(await bash(sandbox, "cat out/x/y.txt; ls src")).toEqual({
      stdout: "12adder.py\n",
      stderr: "",
      exitCode: 0,
    });
  });
});
