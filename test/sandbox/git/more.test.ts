import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { GitPair, lines, type Step } from "./compare-git.js";

let pair: GitPair;

beforeAll(async () => {
  pair = await GitPair.create();
});

beforeEach(() => pair.reset());

afterAll(() => pair.remove());

const scenarios: Record<string, readonly Step[]> = {
  "line ends": [
    { write: "docs/notes.txt", content: "no final newline\nbut more" },
    { write: "docs/guide.md", content: "one\r\ntwo\r\n" },
    { write: "configs/base.yaml", content: "reward:\r\n  honesty: 0.35\r\n  clarity: 0.20\r\n" },
    { write: "src/reward.py", content: "latin \u00e9\n" },
    { write: "raw.txt", content: new Uint8Array([0xff, 0xfe, 0x41, 0x0a]) },
    ...lines(`
      diff
      diff -w
      diff -b
      diff --ignore-space-at-eol
      diff --stat
      diff --no-prefix -- docs
      diff --src-prefix=old/ --dst-prefix=new/ -- docs
      diff --no-color -- docs
      diff --color=never -- docs
      diff -U1 -- docs
      diff -p --stat -- docs
      diff -s
      diff -z --name-only
      add .
      commit -m "Odd bytes"
      show
      log -S honesty --oneline
      blame docs/notes.txt
      grep -n latin
      diff HEAD~1 --word-diff=none
    `),
  ],
  "small commands": [
    { write: "loose.txt", content: "loose\n" },
    { write: "fresh/one.txt", content: "1\n" },
    { write: "build/x.o", content: "1\n" },
    ...lines(`
      describe
      describe --always
      tag -a v1 -m one HEAD~3
      describe
      show-ref
      show-ref --heads
      show-ref nothere
      symbolic-ref HEAD
      symbolic-ref --short HEAD
      check-ignore build/x.o loose.txt
      check-ignore loose.txt
      hash-object loose.txt
      clean
      clean -n
      clean -nd
      clean -fd
      status -s --ignored
      clean -fdx
      status --ignored
      gc --quiet
      fsck
      init
      update-index --refresh
      reflog show nothere
      reflog exists HEAD
    `),
  ],
  patches: [
    {
      write: "good.patch",
      content:
        "--- a/configs/base.yaml\n+++ b/configs/base.yaml\n@@ -1,3 +1,3 @@\n reward:\n-  honesty: 0.35\n+  honesty: 0.10\n   clarity: 0.20\n",
    },
    {
      write: "bad.patch",
      content:
        "--- a/configs/base.yaml\n+++ b/configs/base.yaml\n@@ -1,3 +1,3 @@\n reward:\n-  honesty: 0.99\n+  honesty: 0.10\n   clarity: 0.20\n",
    },
    { write: "gone.patch", content: "--- a/nothere\n+++ b/nothere\n@@ -1 +1 @@\n-a\n+b\n" },
    { write: "none.patch", content: "nothing\n" },
    ...lines(`
      apply --check good.patch
      apply bad.patch
      apply gone.patch
      apply none.patch
      apply missing.patch
      apply good.patch
      diff
      apply good.patch
      status -s
    `),
  ],
  "history with several lines": [
    ...lines("checkout -q -b one HEAD~2"),
    { write: "one.txt", content: "1\n" },
    ...lines(`
      add .
      commit -qm "One"
      checkout -q -b two HEAD~1
    `),
    { write: "two.txt", content: "2\n" },
    ...lines(`
      add .
      commit -qm "Two"
      log --oneline --graph --all -6
      log --oneline --all -8
      checkout -q main
      merge -q one -m "Join one"
      merge two -m "Join two"
      log --graph --oneline --all -9
      log --graph --oneline -9
      log --graph -4
      log --graph --stat -3
      log --oneline --first-parent -4
      log --oneline main ^two -5
      log --oneline two...one
      log --left-right --oneline two...one
      rev-list --count --merges HEAD
      diff one...two --stat
      merge-base one two
      branch --contains one
      branch --no-merged two
      shortlog -sn --all
      log --oneline -- one.txt
      log -p -1 --merges
      show HEAD --name-only
      show HEAD^2
      rev-parse HEAD^2 HEAD~2 HEAD^2~1
      log --pretty=%p -2
      reset --hard HEAD~1
      reset --merge ORIG_HEAD
      status
    `),
  ],
  "merges of text": [
    { write: "text.txt", content: Array.from({ length: 30 }, (_, line) => `line ${line + 1}\n`).join("") },
    ...lines(`
      add .
      commit -qm "Text"
      checkout -q -b side
    `),
    {
      write: "text.txt",
      content: Array.from({ length: 30 }, (_, line) =>
        line === 2 || line === 20 ? `side ${line + 1}\n` : `line ${line + 1}\n`,
      ).join(""),
    },
    ...lines(`
      commit -qam "Side text"
      checkout -q main
    `),
    {
      write: "text.txt",
      content: Array.from({ length: 30 }, (_, line) =>
        line === 10 || line === 20 || line === 22 ? `main ${line + 1}\n` : `line ${line + 1}\n`,
      ).join(""),
    },
    ...lines(`
      commit -qam "Main text"
      merge side
      diff
      status -s
      status --porcelain=v2
      ls-files -s text.txt
      show :1:text.txt
      show :2:text.txt
      checkout --theirs text.txt
      diff
      merge --abort
      checkout side
      cherry-pick main
      status
      cherry-pick --abort
      status
      checkout -q main
      revert --no-edit HEAD
      log -2 --format=%B
    `),
  ],
  "deletion against change": [
    ...lines(`
      checkout -q -b side
      rm -q README.md
      commit -qm "Drop it"
      checkout -q main
    `),
    { write: "README.md", content: "changed\n" },
    ...lines(`
      commit -qam "Change it"
      merge side
      status
      status -s
      rm README.md
      status
      commit -m "Settled"
      log --oneline -3
    `),
  ],
  "below the root": [
    { write: "configs/base.yaml", content: "x\n" },
    { write: "configs/new.yaml", content: "y\n" },
    ...lines(`
      -C configs status
      -C configs status -s
      -C configs diff
      -C configs diff --stat
      -C configs diff --name-only
      -C configs add .
      -C configs diff --cached --name-only
      -C configs ls-files
      -C configs ls-files -o
      -C configs grep -n extends
      -C configs log --oneline -2 base.yaml
      -C configs show HEAD:./base.yaml
      -C configs show HEAD:configs/base.yaml
      -C configs checkout base.yaml
      -C configs restore --staged ../configs/new.yaml
      -C configs status -s
      -C configs rm orion.yaml
      -C configs rev-parse --show-prefix
      -C configs rev-parse --show-toplevel --git-dir
      -C configs mv base.yaml basic.yaml
      -C configs status
      -C configs reset -q --hard
      -C configs ls-tree HEAD
      -C configs ls-tree HEAD base.yaml
      -C configs checkout ../README.md
      -C configs add ../nothere
      -C configs stash list
      -C configs commit -m x
      diff -- ../outside
    `),
  ],
};

test.each(Object.entries(scenarios))("%s", async (_, steps) => {
  expect(await pair.run(steps)).toEqual([]);
});

test("what is known to differ from git", async () => {
  const steps = lines(`
    log -L1,3:README.md
    diff --binary HEAD~2 HEAD -- docs/logo.bin
    add --nonsense
    commit --nonsense
    switch --nonsense
  `);
  const differences = await pair.run(steps);
  expect(differences.map(({ command }) => command)).toEqual([
    "log -L1,3:README.md",
    "diff --binary HEAD~2 HEAD -- docs/logo.bin",
    "add --nonsense",
    "commit --nonsense",
    "switch --nonsense",
  ]);
});
