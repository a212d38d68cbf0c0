import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { renderProblem } from "../../src/catalog/problem.js";
import { readHistory } from "../../src/catalog/read-history.js";
import { rebuildHistory } from "../../src/catalog/rebuild-history.js";
import { History } from "../../src/schema/history.js";
import type { Snapshot } from "../../src/schema/machine.js";
import type { TreeFile } from "../../src/schema/tree.js";

const people = {
  ada: { name: "Ada Brook", email: "ada@lab.example" },
  ivo: { name: "Ivo Lind", email: "ivo@lab.example" },
};

function files(texts: Record<string, string>): Map<string, TreeFile> {
  return new Map(
    Object.entries(texts).map(([path, text]) => [path, { mode: "100644", bytes: Buffer.from(text) }]),
  );
}

function describeSnapshots(snapshots: readonly Snapshot[]): unknown {
  return snapshots.map(({ author, message, files: tree }) => ({
    by: author.name,
    message,
    files: Object.fromEntries(
      [...tree].map(([path, file]) => [path, Buffer.from(file.bytes).toString()] as const).sort(),
    ),
  }));
}

const repo = files({
  "README.md": "# Tern\n\nTrains the model.\n",
  "configs/base.yaml": "weight: 0.3\nname: caf\u00e9\n",
  "configs/.hidden": "x\n",
  "notes.md": "second version\n",
});

const commit = (id: string, rest: object) => ({
  id,
  author: "ada",
  date: "2026-01-05T09:00:00+01:00",
  message: id,
  ...rest,
});

const commits = [
  commit("start", { adds: ["README.md", "notes.md", "old.txt"] }),
  commit("configs", { author: "ivo", adds: ["configs/**"] }),
  commit("tune", {
    edits: [
      { path: "configs/base.yaml", old: "weight: 0.5", new: "weight: 0.4" },
      { path: "configs/base.yaml", old: "weight: 0.4", new: "weight: 0.3" },
      { path: "README.md", old: "", new: "\nTrains the model.\n" },
    ],
  }),
  commit("tidy", { removes: ["old.txt"], rewrites: ["notes.md"] }),
];

const kept = files({ "tidy/old.txt": "old\n", "tidy/notes.md": "first version\n" });
const earlier = (id: string, path: string) => kept.get(`${id}/${path}`);

function rebuild(list: readonly object[], tree = repo) {
  const history = rebuildHistory(History.parse({ people, commits: list }), tree, earlier);
  return history.ok ? describeSnapshots(history.value) : history.problems.map(renderProblem);
}

describe("a history written against the final tree", () => {
  it("gives the whole tree after each commit", () => {
    expect(rebuild(commits)).toEqual([
      {
        by: "Ada Brook",
        message: "start",
        files: { "README.md": "# Tern\n", "notes.md": "first version\n", "old.txt": "old\n" },
      },
      {
        by: "Ivo Lind",
        message: "configs",
        files: {
          "README.md": "# Tern\n",
          "configs/.hidden": "x\n",
          "configs/base.yaml": "weight: 0.5\nname: caf\u00e9\n",
          "notes.md": "first version\n",
          "old.txt": "old\n",
        },
      },
      {
        by: "Ada Brook",
        message: "tune",
        files: {
          "README.md": "# Tern\n\nTrains the model.\n",
          "configs/.hidden": "x\n",
          "configs/base.yaml": "weight: 0.3\nname: caf\u00e9\n",
          "notes.md": "first version\n",
          "old.txt": "old\n",
        },
      },
      {
        by: "Ada Brook",
        message: "tidy",
        files: {
          "README.md": "# Tern\n\nTrains the model.\n",
          "configs/.hidden": "x\n",
          "configs/base.yaml": "weight: 0.3\nname: caf\u00e9\n",
          "notes.md": "second version\n",
        },
      },
    ]);
  });

  it("does not touch the final tree, and shares files that did not change", () => {
    const history = rebuildHistory(History.parse({ people, commits }), repo, earlier);
    const last = history.ok ? history.value.at(-1) : undefined;
    const first = history.ok ? history.value[1] : undefined;
    expect(last?.files).toEqual(repo);
    expect(first?.files.get("configs/.hidden")).toBe(repo.get("configs/.hidden"));
  });
});

const all = { adds: ["**"] };
const edit = (old: string, replacement: string, path = "README.md") => ({
  edits: [{ path, old, new: replacement }],
});

describe("a history that does not fit", () => {
  it.each<[string, readonly object[], string]>([
    [
      "a passage that is not there",
      [commit("a", all), commit("b", edit("x", "gone"))],
      'history.yaml: commits[1].edits[0].new: commit b: README.md: expected a passage that occurs exactly once, found it 0 times: "gone"',
    ],
    [
      "a passage that is there twice",
      [commit("a", all), commit("b", edit("x", "T"))],
      'history.yaml: commits[1].edits[0].new: commit b: README.md: expected a passage that occurs exactly once, found it 2 times: "T"',
    ],
    [
      "an empty passage",
      [commit("a", all), commit("b", edit("x", ""))],
      'history.yaml: commits[1].edits[0].new: commit b: README.md: expected a passage that occurs exactly once, found an empty one: ""',
    ],
    [
      "a passage that stays",
      [commit("a", all), commit("b", edit("Tern", "Tern"))],
      "history.yaml: commits[1].edits[0].new: commit b: README.md: expected a passage that differs from old",
    ],
    [
      "an edit of a missing file",
      [commit("a", all), commit("b", edit("x", "y", "gone.md"))],
      "history.yaml: commits[1].edits[0].path: commit b: gone.md: expected a file that is there after the commit",
    ],
    [
      "a glob without files",
      [commit("a", all), commit("b", { adds: ["data/**"] })],
      "history.yaml: commits[1].adds[0]: commit b: data/**: expected at least one file that is there after the commit",
    ],
    [
      "a version that was not kept",
      [commit("a", all), commit("b", { rewrites: ["README.md"] })],
      "history.yaml: commits[1].rewrites[0]: commit b: README.md: expected the earlier version at history/b/README.md",
    ],
    [
      "a removed file that is still there",
      [commit("a", all), commit("tidy", { removes: ["notes.md"] })],
      "history.yaml: commits[1].removes[0]: commit tidy: notes.md: expected no file after the commit that removes it",
    ],
    [
      "files that no commit adds",
      [commit("a", { adds: ["configs/**"] })],
      "history.yaml: commits: expected nothing before the first commit, but no commit adds README.md, notes.md",
    ],
    [
      "a commit that does nothing",
      [commit("a", {})],
      "history.yaml: commits[0].adds: commit a: expected adds, removes, rewrites or edits",
    ],
    [
      "an unknown author",
      [commit("a", { ...all, author: "constructor" })],
      'history.yaml: commits[0].author: commit a: expected a key of people, got "constructor"',
    ],
    [
      "the same id twice",
      [commit("a", all), commit("a", all)],
      "history.yaml: commits[1].id: commit a: expected an id that no other commit has",
    ],
    [
      "dates that go back",
      [commit("a", all), commit("b", { ...all, date: "2026-01-05T09:00:00+02:00" })],
      "history.yaml: commits[1].date: commit b: expected a date not before the one of a",
    ],
  ])("%s is named", (_, list, problem) => {
    expect(rebuild(list)).toEqual([problem]);
  });
});

describe("an environment's folder", () => {
  function read(texts: Record<string, string>) {
    const folder = mkdtempSync(join(tmpdir(), "history-"));
    try {
      for (const [path, text] of Object.entries(texts)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      const history = readHistory(folder, "environments/tern", repo);
      return history.ok
        ? { branch: history.value.branch, commits: history.value.snapshots.length }
        : history.problems.map(renderProblem);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  const yaml = JSON.stringify({ branch: "trunk", people, commits });
  const versions = { "history/tidy/old.txt": "old\n", "history/tidy/notes.md": "first version\n" };

  it("is read with the versions it keeps", () => {
    expect(read({ "history.yaml": yaml, ...versions })).toEqual({ branch: "trunk", commits: 4 });
  });

  it("names a kept version that no commit uses", () => {
    expect(read({ "history.yaml": yaml, ...versions, "history/tune/README.md": "x" })).toEqual([
      "environments/tern/history/tune/README.md: expected a version that removes or rewrites of its commit names in history.yaml",
    ]);
  });

  it("names a missing or malformed file", () => {
    expect(read({})).toEqual(["environments/tern/history.yaml: missing, expected a file"]);
    expect(read({ "history.yaml": "people: {}\ncommits: []\n" })).toEqual([
      expect.stringMatching(/^environments\/tern\/history\.yaml:2: commits: /),
    ]);
  });
});
