import type { MachineFacts, StagedBase } from "../../../src/schema/machine.js";
import type { TreeFile } from "../../../src/schema/tree.js";
import { type BaseIndex, createBaseIndex } from "../../../src/sandbox/base-index.js";

export const facts: MachineFacts = {
  user: "agent",
  name: "Build Agent",
  email: "agent@northgate.example",
  host: "train-07",
  home: "/home/agent/tern",
  now: "2026-02-03T09:12:00+01:00",
};

/** A small repository: text, code with a test, data, an executable, a link, odd bytes. */
export const smallRepository: Readonly<Record<string, string | TreeFile>> = {
  "README.md": "# Tern\n\nhello world\n",
  ".gitignore": "build/\n*.log\n",
  "src/adder.py": "def add(a, b):\n    return a + b\n",
  "tests/test_adder.py":
    "import unittest\nfrom src.adder import add\n\n\nclass AdderTest(unittest.TestCase):\n    def test_add(self):\n        self.assertEqual(add(1, 2), 3)\n",
  "configs/run.yaml": "name: orion\nweights:\n  honesty: 0.4\n",
  "data.json": '{"a": [1, 2, {"b": 3}]}\n',
  "run.sh": { mode: "100755", bytes: text('#!/usr/bin/env bash\necho "run $1"\n') },
  "tool.py": {
    mode: "100755",
    bytes: text("#!/usr/bin/env python3\nimport sys\nprint('tool', sys.argv[1:])\n"),
  },
  "crlf.txt": "one\r\ntwo\r\n",
  "nofinal.txt": "abc",
  "link.md": { mode: "120000", bytes: text("README.md") },
  "blob.bin": { mode: "100644", bytes: Uint8Array.from([0, 255, 1, 254, 10, 0]) },
  "latin.txt": { mode: "100644", bytes: Uint8Array.from([0x63, 0x61, 0x66, 0xe9, 0x0a]) },
};

export function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

export function stageFiles(
  files: Readonly<Record<string, string | TreeFile>>,
  git: ReadonlyMap<string, Uint8Array> = new Map(),
): StagedBase {
  const tree = new Map<string, TreeFile>(
    Object.entries(files).map(([path, file]) => [
      path,
      typeof file === "string" ? { mode: "100644", bytes: text(file) } : file,
    ]),
  );
  return { environment: "fixture", digest: "0".repeat(64), facts, files: tree, git };
}

export function indexFiles(files: Readonly<Record<string, string | TreeFile>> = smallRepository): BaseIndex {
  return createBaseIndex(stageFiles(files));
}

/** A repository of so many files, about 3.6 KB each. */
export function largeRepository(count: number): Readonly<Record<string, string>> {
  const line = (file: number, number: number): string =>
    `value_${file}_${number} = compute(${number * file}) # note ${number}\n`;
  return Object.fromEntries(
    Array.from({ length: count }, (_, file) => [
      `pkg${file % 10}/module_${file}.py`,
      Array.from({ length: 80 }, (_, number) => line(file, number)).join(""),
    ]),
  );
}
