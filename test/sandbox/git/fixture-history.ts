import type { MachineFacts, Snapshot } from "../../../src/schema/machine.js";
import type { TreeFile } from "../../../src/schema/tree.js";

const people = {
  ana: { name: "Ana Brandt", email: "ana@lab.example" },
  kofi: { name: "Kofi Mensah", email: "kofi@lab.example" },
  lin: { name: "Lin Žáková", email: "lin@lab.example" },
  omar: { name: "Omar Haddad", email: "omar@lab.example" },
  sue: { name: "Sue Ellis-Wright", email: "sue@lab.example" },
};

export const facts: Omit<MachineFacts, "home"> = {
  user: "agent",
  name: "Agent One",
  email: "agent@lab.example",
  host: "build-4",
  now: "2026-03-20T09:00:00+01:00",
};

function text(content: string, mode: TreeFile["mode"] = "100644"): TreeFile {
  return { mode, bytes: Buffer.from(content, "utf8") };
}

const numbered = (count: number, word: string) =>
  Array.from({ length: count }, (_, line) => `${word} line ${line + 1}\n`).join("");

const python = `import json


WEIGHTS = {"honesty": 0.30, "clarity": 0.20}


def load(path):
    with open(path) as source:
        return json.load(source)


def reward(sample, weights=WEIGHTS):
    total = 0.0
    for name, weight in weights.items():
        total += weight * sample[name]
    return total


class Runner:
    def __init__(self, config):
        self.config = config

    def run(self):
        return reward(self.config)
`;

type Step = readonly [keyof typeof people, string, string, (files: Map<string, TreeFile>) => void];

const replace = (files: Map<string, TreeFile>, path: string, from: string, to: string) => {
  const file = files.get(path);
  if (file === undefined) throw new Error(path);
  files.set(path, {
    ...file,
    bytes: Buffer.from(Buffer.from(file.bytes).toString("utf8").replace(from, to)),
  });
};

const steps: readonly Step[] = [
  [
    "ana",
    "2025-11-03T09:12:00+01:00",
    "Start the training repository\n\nFirst import from the notebook.\n",
    (files) => {
      files.set("README.md", text("# Tern training\n\nNotes on how to run it.\n"));
      files.set("src/reward.py", text(python));
      files.set("configs/base.yaml", text("reward:\n  honesty: 0.30\n  clarity: 0.20\n"));
      files.set(".gitignore", text("*.pyc\nbuild/\n/local.env\n"));
    },
  ],
  [
    "kofi",
    "2025-11-10T16:40:10+00:00",
    "Add data filters\n",
    (files) => {
      files.set("data/filters.txt", text(numbered(40, "filter")));
      files.set("data/corpus.csv", text("id,text\r\n1,one\r\n2,two\r\n3,three\r\n"));
      files.set("scripts/run.sh", text('#!/bin/sh\nexec python3 src/reward.py "$@"\n', "100755"));
    },
  ],
  [
    "lin",
    "2025-11-21T11:05:33-05:00",
    "Add a picture and notes\n",
    (files) => {
      files.set("docs/logo.bin", {
        mode: "100644",
        bytes: Buffer.from([0, 1, 2, 3, 0, 255, 254, 10, 13, 0]),
      });
      files.set("docs/notes.txt", text("no final newline"));
      files.set("docs/café résumé.md", text("Unicode path\n"));
      files.set("docs/with space.md", text("A path with a space\n"));
    },
  ],
  [
    "ana",
    "2025-12-01T08:00:00+01:00",
    "Raise the honesty weight to 0.35\n\nAgreed in the review of 28 November.\nRefs: TT-41\n",
    (files) => {
      replace(files, "src/reward.py", '"honesty": 0.30', '"honesty": 0.35');
      replace(files, "configs/base.yaml", "honesty: 0.30", "honesty: 0.35");
    },
  ],
  [
    "omar",
    "2025-12-04T19:22:41+03:00",
    "Link the current config\n",
    (files) => {
      files.set("current", { mode: "120000", bytes: Buffer.from("configs/base.yaml") });
      files.set("configs/orion.yaml", text("extends: base.yaml\nreward:\n  clarity: 0.25\n"));
    },
  ],
  [
    "sue",
    "2025-12-15T10:10:10+00:00",
    "Move filters below configs\n",
    (files) => {
      const filters = files.get("data/filters.txt");
      if (filters !== undefined) files.set("configs/filters/default.txt", filters);
      files.delete("data/filters.txt");
    },
  ],
  [
    "kofi",
    "2026-01-07T14:00:00+00:00",
    "Filters: drop two, add one\n",
    (files) => {
      replace(files, "configs/filters/default.txt", "filter line 7\nfilter line 8\n", "");
      replace(files, "configs/filters/default.txt", "filter line 30\n", "filter line 30\nfilter toxic\n");
    },
  ],
  [
    "lin",
    "2026-01-19T09:30:00+01:00",
    "Delete the corpus\n",
    (files) => void files.delete("data/corpus.csv"),
  ],
  [
    "ana",
    "2026-01-30T17:45:00+01:00",
    "Rename notes and change a little\n",
    (files) => {
      files.set("docs/guide.md", text(`${numbered(12, "guide")}the end\n`));
      files.set(
        "docs/long/nested/path/for/a/stat/line/that/must/be/shortened/somewhere.md",
        text(numbered(70, "wide")),
      );
    },
  ],
  [
    "omar",
    "2026-02-09T12:00:00+03:00",
    "Make the reader executable\n",
    (files) => {
      const reward = files.get("src/reward.py");
      if (reward !== undefined) files.set("src/reward.py", { ...reward, mode: "100755" });
    },
  ],
  [
    "sue",
    "2026-02-20T09:09:09+00:00",
    "Guard against missing names\n",
    (files) => {
      replace(
        files,
        "src/reward.py",
        "        total += weight * sample[name]\n",
        "        if name in sample:\n            total += weight * sample[name]\n",
      );
      replace(
        files,
        "README.md",
        "Notes on how to run it.\n",
        "Notes on how to run it.\n\n## Filters\n\nSee configs/filters.\n",
      );
    },
  ],
  [
    "kofi",
    "2026-03-02T10:00:00+00:00",
    "Rename the guide\n",
    (files) => {
      const guide = files.get("docs/guide.md");
      if (guide !== undefined) files.set("docs/handbook.md", guide);
      files.delete("docs/guide.md");
      replace(files, "docs/handbook.md", "guide line 3\n", "guide line three\n");
      files.set("docs/logo.bin", {
        mode: "100644",
        bytes: Buffer.from([0, 1, 2, 3, 0, 255, 254, 10, 13, 0, 7, 7, 7]),
      });
    },
  ],
  [
    "ana",
    "2026-03-12T18:30:00+01:00",
    "Tidy the Orion config\n",
    (files) => {
      replace(files, "configs/orion.yaml", "  clarity: 0.25\n", "  clarity: 0.22\n  brevity: 0.05\n");
    },
  ],
];

/** Thirteen commits by five people: renames, deletions, a binary, a link, modes, CRLF, odd names. */
export const fixtureHistory: readonly Snapshot[] = steps.reduce<Snapshot[]>(
  (history, [who, date, message, change]) => {
    const files = new Map(history.at(-1)?.files ?? []);
    change(files);
    return [
      ...history,
      { author: people[who], date, message, files: new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))) },
    ];
  },
  [],
);
