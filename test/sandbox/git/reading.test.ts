import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GitPair, lines } from "./compare-git.js";

let pair: GitPair;

beforeAll(async () => {
  pair = await GitPair.create();
});

afterAll(() => pair.remove());

const readings: Record<string, string> = {
  log: `
    log
    log -3
    log -n 2
    log --oneline
    log --oneline -5
    log --stat -4
    log --stat
    log -p -2
    log -p
    log --stat -p -3
    log --name-only -4
    log --name-status
    log --oneline --name-status
    log --numstat -3
    log --shortstat -5
    log --summary --oneline
    log --raw -3
    log --reverse --oneline
    log --graph --oneline
    log --graph -3
    log --graph --stat -3
    log --all --oneline
    log --decorate --oneline -2
    log --author=Kofi
    log --author=ana@ --oneline
    log --grep=filters -i --oneline
    log --grep=TT-41
    log --grep=Raise --grep=Rename --oneline
    log -S toxic --oneline
    log -S honesty --oneline --stat
    log -G "clarity: 0\\.2" --oneline -p
    log --since=2026-01-01 --oneline
    log --since=2026-01-10 --until=2026-02-15 --oneline
    log --since="3 weeks ago" --oneline
    log --since="2 months ago" --oneline
    log --after=2025-12-01 --before="2025-12-31 23:59" --oneline
    log --follow --oneline -- docs/handbook.md
    log --follow -p -- docs/handbook.md
    log --follow --stat configs/filters/default.txt
    log --oneline -- configs
    log --oneline configs/base.yaml src
    log -p -- src/reward.py
    log --oneline HEAD~4..HEAD
    log --oneline HEAD~4..
    log --oneline ^HEAD~3 HEAD
    log --oneline HEAD~6 -3
    log --format=%h
    log --format="%H %an <%ae> %ad %s" -3
    log --format="%h %ar %as %cs %aI %ai %at" -3
    log --pretty=format:"%h - %an, %ar : %s"
    log --pretty=format:%s -2
    log --pretty=format:%h --name-only -3
    log --format="%h %s" --stat -2
    log --pretty=fuller -2
    log --pretty=full -1
    log --pretty=short -2
    log --pretty=raw -2
    log --pretty=oneline -2
    log --pretty=reference -2
    log --format="%an%n%b%n--%B" -4
    log --date=short -2
    log --date=iso -2
    log --date=relative -3
    log --date=format:%Y/%m/%d_%H -2 --format=%ad
    log --diff-filter=D --name-only --oneline
    log --diff-filter=A --summary --oneline
    log --diff-filter=R --name-status --oneline -M
    log --no-renames --name-status -3 --oneline
    log --skip=2 -2 --oneline
    log --abbrev-commit -2
    log --no-merges --oneline
    log -1 HEAD^
    log nothere
    log -- nothere
    log --nonsense
    log --format="%C(auto)%h%d %s" -2
    log --format="%<(20)%an|%>(12)%h|" -3
    log --no-pager
    log main --oneline -2
    log -5 --oneline --no-decorate
    log --oneline --grep=nothing`,
  show: `
    show
    show HEAD~1
    show --stat HEAD~2
    show -s HEAD~3
    show --format=%s -s HEAD~3
    show --name-only HEAD~1
    show --name-status HEAD~7
    show --oneline HEAD~2
    show HEAD:README.md
    show HEAD~5:configs
    show HEAD:docs/notes.txt
    show HEAD:nothere
    show nothere:README.md
    show HEAD~2 HEAD~3 --stat
    show HEAD~9
    show --format= --name-only HEAD~4
    show --pretty=format:%h --stat HEAD~1
    show HEAD~12
    show HEAD~10:docs/logo.bin
    show HEAD -- configs/base.yaml
    show HEAD^{tree}
    show HEAD~3 -U1
    show deadbeef`,
  diff: `
    diff
    diff HEAD
    diff HEAD~3
    diff HEAD~3 HEAD
    diff HEAD~3..HEAD
    diff HEAD~3...HEAD
    diff HEAD~8 HEAD --stat
    diff HEAD~12 HEAD --stat
    diff HEAD~12 HEAD --numstat
    diff HEAD~12 HEAD --shortstat
    diff HEAD~12 HEAD --name-only
    diff HEAD~12 HEAD --name-status
    diff HEAD~9 HEAD~2
    diff HEAD~9 HEAD -- docs
    diff HEAD~11 HEAD -U0 -- configs src
    diff HEAD~11 HEAD -U10 src/reward.py
    diff --quiet HEAD~1
    diff --exit-code HEAD~1 HEAD -- configs
    diff --quiet
    diff -M HEAD~3 HEAD --summary
    diff --no-renames HEAD~3 HEAD --stat
    diff HEAD~10 HEAD --stat -- "*.md"
    diff HEAD~10 HEAD --name-only -- ":!docs"
    diff HEAD~1 HEAD -R
    diff --raw HEAD~4 HEAD
    diff --stat=60 HEAD~12 HEAD
    diff --nonsense
    diff nothere
    diff HEAD nothere
    diff --full-index HEAD~1 HEAD
    diff -w HEAD~4 HEAD
    diff --cached
    diff HEAD:README.md HEAD~5:README.md`,
  blame: `
    blame README.md
    blame src/reward.py
    blame -L 5,12 src/reward.py
    blame -L 10,+4 src/reward.py
    blame -L /def/,+3 src/reward.py
    blame -s README.md
    blame -e README.md
    blame configs/filters/default.txt
    blame -L 1,6 docs/handbook.md
    blame HEAD~4 -- src/reward.py
    blame HEAD~6 src/reward.py
    blame -l -L1,2 README.md
    blame -w src/reward.py
    blame --date=short README.md
    blame --porcelain README.md
    blame --line-porcelain -L1,3 configs/base.yaml
    blame nothere.txt
    blame -L 500,510 README.md
    blame docs/notes.txt
    blame -n -f README.md`,
  plumbing: `
    rev-parse HEAD
    rev-parse --short HEAD
    rev-parse --abbrev-ref HEAD
    rev-parse --show-toplevel
    rev-parse --git-dir
    rev-parse --is-inside-work-tree
    rev-parse HEAD~3 HEAD^
    rev-parse main
    rev-parse nothere
    rev-parse --verify HEAD
    rev-parse --verify nothere
    rev-parse -q --verify nothere
    rev-parse HEAD:README.md
    rev-parse HEAD^{tree}
    rev-parse HEAD~2..HEAD
    rev-parse --short=10 HEAD
    rev-parse --symbolic-full-name HEAD
    rev-parse @
    rev-list HEAD
    rev-list --count HEAD
    rev-list --count HEAD~3..HEAD
    rev-list -n 2 HEAD
    rev-list HEAD -- configs
    rev-list --oneline -n 2 HEAD
    merge-base HEAD HEAD~3
    merge-base --is-ancestor HEAD~3 HEAD
    merge-base --is-ancestor HEAD HEAD~3
    cat-file -p HEAD
    cat-file -t HEAD
    cat-file -s HEAD
    cat-file -p HEAD^{tree}
    cat-file -t HEAD:README.md
    cat-file -p HEAD:README.md
    cat-file blob HEAD:README.md
    cat-file -p nothere
    cat-file -e HEAD
    ls-tree HEAD
    ls-tree -r HEAD
    ls-tree -r --name-only HEAD
    ls-tree --name-only HEAD docs/
    ls-tree HEAD configs
    ls-tree -l HEAD
    ls-tree -d HEAD
    ls-tree nothere
    ls-files
    ls-files -s
    ls-files docs
    ls-files "*.yaml"
    ls-files -m
    ls-files -o
    ls-files -d
    ls-files --error-unmatch nothere
    ls-files --error-unmatch README.md
    shortlog -sn HEAD
    shortlog -sne HEAD
    shortlog HEAD~4..HEAD
    reflog
    reflog -3
    reflog show main -2
    log -g --oneline -2
    remote
    remote -v
    branch
    branch -a
    branch -v
    branch -vv
    branch --show-current
    branch --contains HEAD~2
    tag
    tag -l
    stash list
    config user.name
    config --get user.email
    config --get no.such
    config --list
    config nosection
    push
    push origin main
    pull
    fetch
    fetch origin`,
  grep: `
    grep honesty
    grep -n honesty
    grep -in "Honesty"
    grep -l line
    grep -c filter
    grep -w total
    grep -E "hon(esty|our)"
    grep -F "0.35"
    grep -n -e clarity -e honesty -- configs
    grep -n reward -- "*.py"
    grep honesty HEAD~4
    grep -n honesty HEAD~10 -- configs
    grep nothinghere
    grep -L line
    grep -h honesty
    grep -o "0\\.[0-9]*"
    grep -n -C1 toxic
    grep -A2 -n "def load"
    grep -v -n a README.md
    grep -q honesty
    grep
    grep honesty nothere
    grep --count weight`,
  front: `
    --version
    version
    nosuch
    stauts
    -C docs status
    -C docs ls-files
    -C docs log --oneline -1 -- .
    -C docs diff HEAD~3 --stat -- .
    -C nothere status
    -c user.name=Zed config user.name
    --no-pager log -1
    --nonsense
    status
    status -s
    status --short --branch
    status --porcelain
    status -sb
    status -uno
    status --porcelain=v2 --branch
    status --ignored`,
};

describe.each(Object.entries(readings))("%s prints what git prints", (_, text) => {
  test("on a clean repository", async () => {
    expect(await pair.run(lines(text))).toEqual([]);
  });
});
