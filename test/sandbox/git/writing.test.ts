import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { GitPair, lines, type Step } from "./compare-git.js";

let pair: GitPair;

beforeAll(async () => {
  pair = await GitPair.create();
});

beforeEach(() => pair.reset());

afterAll(() => pair.remove());

const config = "reward:\n  honesty: 0.10\n  clarity: 0.20\n";
const edit: Step = { write: "configs/base.yaml", content: config };

const scenarios: Record<string, readonly Step[]> = {
  "an edit, staged and committed": [
    edit,
    ...lines(`
      status
      status -s
      diff
      diff --stat
      diff HEAD
      diff --cached
      add configs/base.yaml
      status
      status -sb
      diff
      diff --cached
      diff --staged --stat
      diff HEAD --name-status
      commit -m "Lower the honesty weight"
      status
      log -2
      log --oneline -2
      log -p -1
      show --stat
      reflog -3
      blame configs/base.yaml
      diff HEAD~1
    `),
  ],
  "new, deleted, renamed, retyped and executable files": [
    { write: "docs/new.md", content: "new\n" },
    { write: "fresh/one.txt", content: "1\n" },
    { write: "fresh/deep/two.txt", content: "2\n" },
    { write: "build/out.o", content: "ignored\n" },
    { write: "x.pyc", content: "ignored\n" },
    { remove: "docs/notes.txt" },
    { chmod: "configs/orion.yaml", mode: 0o755 },
    { remove: "current" },
    { link: "current", target: "configs/orion.yaml" },
    { write: "docs/café résumé.md", content: "Changed\n" },
    { write: "docs/with space.md", content: "Changed too\n" },
    { write: "docs/logo.bin", content: new Uint8Array([0, 1, 2]) },
    ...lines(`
      status
      status -s
      status --porcelain
      status --porcelain=v2
      status -uall
      status -s -uall
      status -uno
      status --ignored
      status -s --ignored
      status docs
      -C docs status
      -C docs status -s
      -C docs status --porcelain
      diff
      diff --stat
      diff --name-status
      diff --numstat
      diff --summary
      ls-files -m
      ls-files -d
      ls-files -o
      ls-files -o --exclude-standard
      ls-files -o -i --exclude-standard
      add -n .
      add -u
      status -s
      add -A
      status
      status -s
      diff --cached --stat
      diff --cached
      diff --cached --summary
      commit -m "Many things"
      show --stat --summary
      log -1 --name-status
      status
    `),
  ],
  "renames and similar files": [
    ...lines(`
      mv README.md READ.md
      mv configs/orion.yaml docs
      mv nothere x
      mv docs/notes.txt docs/handbook.md
      mv configs settings
      status
      status -s
      diff --cached -M --stat
      diff HEAD --name-status
    `),
    {
      write: "READ.md",
      content: "# Tern training\n\nNotes on how to run it.\n\n## Filters\n\nSee settings/filters.\n",
    },
    ...lines(`
      status
      status -s
      diff
      add -A
      diff --cached
      commit -am "Move things"
      log --follow --oneline READ.md
      show --stat
      show --name-status
      blame READ.md
      log --stat -1 -M90%
    `),
  ],
  "removing files": lines(`
      rm docs/notes.txt
      rm nothere
      rm docs
      rm -r docs/long
      rm --cached README.md
      status
      status -s
      reset
      status -s
      checkout -- docs/notes.txt
      restore docs
      status
      rm -rf configs
      status -s
      commit -m "Remove configs"
      log -1 --stat
      rm
    `),
  "refusals of rm": [
    edit,
    { write: "src/new.py", content: "x = 1\n" },
    ...lines(`
      rm configs/base.yaml
      add src/new.py
      rm src/new.py
      rm --cached src/new.py
      status -s
      rm -f configs/base.yaml
      status -s
    `),
  ],
  "adding in odd ways": [
    { write: "a.txt", content: "a\n" },
    { write: "local.env", content: "SECRET=1\n" },
    ...lines(`
      add
      add nothere
      add local.env
      add -v a.txt
      add -f local.env
      status -s
      add -N docs/none.md
      add -p
      reset -q
      status -s
      add "*.txt"
      status -s
      add :!docs .
      status -s
    `),
  ],
  "intent to add": [
    { write: "a.txt", content: "a\n" },
    ...lines(`
      add -N a.txt
      status
      status -s
      diff
      diff --cached
      commit -m nothing
      add a.txt
      commit -m "Add a"
    `),
  ],
  "commits of every kind": [
    ...lines(`
      commit -m "Nothing"
      commit
      commit --allow-empty -m "Empty"
      commit --allow-empty -m "Subject" -m "Body one." -m "Body two."
      log -1
      commit --amend --no-edit
      commit --amend -m "Other subject"
      log -2
    `),
    edit,
    ...lines(`
      commit -m "Not staged"
      commit -am "Staged" --author "Lin Žáková <lin@lab.example>"
      log -1 --format=fuller
      commit --amend --no-edit --author=bad
      commit --amend --no-edit --date=2026-01-01T00:00:00+00:00
      show -s --format="%ad %cd"
      commit --amend
      reflog
    `),
    { write: "message.txt", content: "From a file\n\n\nWith  a body   \n# kept\n" },
    { write: "a.txt", content: "a\n" },
    ...lines(`
      add a.txt
      commit -q -F message.txt
      log -1
      commit -F nothere
      commit -m ""
      status -s
    `),
    edit,
    { write: "README.md", content: "short\n" },
    ...lines(`
      add README.md
      commit configs/base.yaml -m "Only one"
      status -s
      commit -m "The rest" -s
      log -2 --stat
      commit -m x nothere
    `),
  ],
  branches: [
    ...lines(`
      branch topic
      branch
      branch topic
      branch "bad name"
      branch other HEAD~2
      branch -v
      checkout topic
      status
      branch
    `),
    edit,
    ...lines(`
      commit -am "On topic"
      checkout main
      branch -d topic
      branch -D topic
      branch -d nothere
      branch -d main
      checkout -b second HEAD~1
      branch -m renamed
      branch
      switch main
      switch -
      switch -c third
      switch nothere
      switch main
      checkout nothere
      checkout -
      branch --merged
      branch --no-merged main
      branch -a --contains HEAD~1
      reflog
      rev-parse --abbrev-ref @{-1}
      log --oneline --all -3
    `),
  ],
  "detached heads": [
    ...lines(`
      checkout HEAD~2
      status
      branch
      rev-parse --abbrev-ref HEAD
      commit --allow-empty -m "Loose"
      status
      log --oneline -2
      checkout main
      switch --detach HEAD~1
      switch HEAD~3
      status -sb
      checkout main
      checkout -q HEAD~4
      checkout -q main
      status
    `),
  ],
  "local changes and branches": [
    ...lines(`
      branch old HEAD~11
    `),
    edit,
    { write: "data/filters.txt", content: "mine\n" },
    ...lines(`
      checkout old
      status -s
      stash
      checkout old
    `),
    { remove: "data/filters.txt" },
    ...lines(`
      checkout old
      status
      checkout main
      stash pop
      checkout -b keeps
      status -s
      checkout -f main
      status -s
    `),
  ],
  "restoring and resetting": [
    edit,
    { write: "README.md", content: "short\n" },
    ...lines(`
      add README.md
      restore configs/base.yaml
      status -s
      restore --staged README.md
      status -s
      restore README.md
      status -s
      restore nothere
      restore
      restore --source HEAD~5 configs/orion.yaml
      diff --stat
      restore --source=HEAD~11 --staged --worktree README.md
      status -s
      checkout HEAD -- README.md
      checkout -- .
      status -s
      checkout HEAD~3 -- docs
      status -s
      reset --hard
      status
      checkout -- nothere
      checkout HEAD~1 README.md
    `),
    edit,
    ...lines(`
      add .
      reset configs/base.yaml
      reset HEAD README.md
      add .
      reset
      reset --soft HEAD~1
      status
      reset --mixed HEAD~1
      status -s
      reset --hard HEAD~2
      log --oneline -2
      reset nothere
      reset --hard nothere
      reset --hard HEAD@{1}
      reflog -5
      reset --hard ORIG_HEAD
      log --oneline -1
    `),
  ],
  stashes: [
    ...lines(`
      stash
      stash pop
      stash list
      stash show
    `),
    edit,
    ...lines(`
      stash
      status
      stash list
      stash show
      stash show -p
      stash show --stat stash@{0}
      stash pop
      status -s
    `),
    { write: "loose.txt", content: "loose\n" },
    { write: "README.md", content: "short\n" },
    ...lines(`
      add README.md
      stash push -m "two things"
      status -s
      stash apply
      status -s
      checkout -- .
      reset -q --hard
      stash push -u -m "with untracked"
      stash list
      stash show -p stash@{1}
      stash drop
      stash drop stash@{5}
      stash list
      stash pop --index
      status -s
      stash -q
      stash list
      log --oneline -1 stash
      stash clear
      stash list
      stash nonsense
    `),
  ],
  "stashes that collide": [
    edit,
    ...lines("stash"),
    { write: "configs/base.yaml", content: config.replace("0.10", "0.99") },
    ...lines(`
      stash pop
      commit -am "Another weight"
      stash pop
      status
      status -s
      diff
      add configs/base.yaml
      status
      stash list
      stash drop
    `),
  ],
  merges: [
    ...lines("checkout -b side HEAD~1"),
    { write: "docs/side.md", content: "side\n" },
    ...lines(`
      add .
      commit -m "Side work"
      checkout main
      merge side
      log --oneline -4
      log -1
      show
      show --stat
      merge side
      checkout side
      merge main
      log --graph --oneline -5
      log --merges --oneline
      log --oneline --no-merges -3
      merge nothere
      branch -d side
    `),
  ],
  "merges that conflict": [
    ...lines("checkout -q -b side"),
    edit,

    ...lines(`
      commit -qam Side
      checkout -q main
    `),
    { write: "configs/base.yaml", content: config.replace("0.10", "0.50") },
    ...lines(`
      commit -qam Main
      merge side
      status
      status -s
      diff
      ls-files -u
      commit -m "Too early"
      merge side
      merge --abort
      status
      merge side
      checkout --ours configs/base.yaml
      add configs/base.yaml
      status
      commit -m "Merged"
      log --oneline -4 --graph
      cherry-pick side
    `),
  ],
  picks: [
    ...lines("checkout -q -b side"),
    { write: "docs/side.md", content: "side\n" },
    ...lines(`
      add .
      commit -qm "Side work"
      checkout main
      cherry-pick side
      log -1 --stat
      revert HEAD --no-edit
      log -1
      status
      revert HEAD
      revert nothere
      revert --abort
      cherry-pick --abort
      revert -n HEAD~1
      status -s
    `),
  ],
  tags: lines(`
      tag v1
      tag v0 HEAD~3
      tag -a v2 -m "Second"
      tag
      tag -n
      tag v1
      show v2 -s
      show v2 --stat
      rev-parse v2 v2^{}
      log --oneline v0..v1
      log --oneline --decorate -4
      log --format="%h%d" -4
      cat-file -p v2
      cat-file -t v2
      checkout v0
      tag -d v1
      tag -d nothere
      branch --show-current
      tag "bad name"
    `),
  settings: lines(`
      config user.name "Somebody Else"
      config user.name
      config --get-all user.name
      config alias.st status
      config --list --local
      config --unset alias.st
      config --unset no.such
      config core.abbrev 10
      log --oneline -1
      remote add origin git@git.lab.example:tern/training.git
      remote -v
      remote
      remote add origin x
      remote get-url origin
      remote get-url nothere
      remote remove origin
      remote -v
      -c core.abbrev=5 log --oneline -1
      commit --allow-empty -m "By somebody"
      log -1 --format=%an
    `),
};

test.each(Object.entries(scenarios))("%s", async (_, steps) => {
  expect(await pair.run(steps)).toEqual([]);
});
