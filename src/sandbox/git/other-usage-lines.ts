/** Subcommands that only say how they are called. */
export const otherUsageLines = {
  am: "git am [<options>] [(<mbox> | <Maildir>)...]\n   or: git am [<options>] (--continue | --skip | --abort)",
  archive:
    "git archive [<options>] <tree-ish> [<path>...]\n   or: git archive --list\n   or: git archive --remote <repo> [--exec <cmd>] [<options>] <tree-ish> [<path>...]\n   or: git archive --remote <repo> [--exec <cmd>] --list",
  bisect: "git bisect [help|start|bad|good|new|old|terms|skip|next|reset|visualize|view|replay|log|run]",
  bundle:
    "git bundle create [-q | --quiet | --progress | --all-progress] [--all-progress-implied]\n                         [--version=<version>] <file> <git-rev-list-args>\n   or: git bundle verify [-q | --quiet] <file>\n   or: git bundle list-heads <file> [<refname>...]\n   or: git bundle unbundle [--progress] <file> [<refname>...]",
  "check-attr":
    "git check-attr [-a | --all | <attr>...] [--] <pathname>...\n   or: git check-attr --stdin [-z] [-a | --all | <attr>...]",
  cherry: "git cherry [-v] [<upstream> [<head> [<limit>]]]",
  clone: "git clone [<options>] [--] <repo> [<dir>]",
  "commit-tree":
    "git commit-tree <tree> [(-p <parent>)...]\n   or: git commit-tree [(-p <parent>)...] [-S[<keyid>]] [(-m <message>)...]\n                       [(-F <file>)...] <tree>",
  "diff-files": "git diff-files [-q] [-0 | -1 | -2 | -3 | -c | --cc] [<common-diff-options>] [<path>...]",
  "diff-index":
    "git diff-index [-m] [--cached] [--merge-base] [<common-diff-options>] <tree-ish> [<path>...]",
  "diff-tree":
    "git diff-tree [--stdin] [-m] [-s] [-v] [--no-commit-id] [--pretty]\n              [-t] [-r] [-c | --cc] [--combined-all-paths] [--root] [--merge-base]\n              [<common-diff-options>] <tree-ish> [<tree-ish>] [<path>...]",
  "for-each-ref":
    "git for-each-ref [<options>] [<pattern>]\n   or: git for-each-ref [--points-at <object>]\n   or: git for-each-ref [--merged [<commit>]] [--no-merged [<commit>]]\n   or: git for-each-ref [--contains [<commit>]] [--no-contains [<commit>]]",
  "format-patch": "git format-patch [<options>] [<since> | <revision-range>]",
  maintenance: "git maintenance <subcommand> [<options>]",
  "merge-tree":
    "git merge-tree [--write-tree] [<options>] <branch1> <branch2>\n   or: git merge-tree [--trivial-merge] <base-tree> <branch1> <branch2>",
  "name-rev":
    "git name-rev [<options>] <commit>...\n   or: git name-rev [<options>] --all\n   or: git name-rev [<options>] --annotate-stdin",
  notes:
    "git notes [--ref <notes-ref>] [list [<object>]]\n   or: git notes [--ref <notes-ref>] add [-f] [--allow-empty] [-m <msg> | -F <file> | (-c | -C) <object>] [<object>]\n   or: git notes [--ref <notes-ref>] copy [-f] <from-object> <to-object>\n   or: git notes [--ref <notes-ref>] append [--allow-empty] [-m <msg> | -F <file> | (-c | -C) <object>] [<object>]\n   or: git notes [--ref <notes-ref>] edit [--allow-empty] [<object>]\n   or: git notes [--ref <notes-ref>] show [<object>]\n   or: git notes [--ref <notes-ref>] merge [-v | -q] [-s <strategy>] <notes-ref>\n   or: git notes merge --commit [-v | -q]\n   or: git notes merge --abort [-v | -q]\n   or: git notes [--ref <notes-ref>] remove [<object>...]\n   or: git notes [--ref <notes-ref>] prune [-n] [-v]\n   or: git notes [--ref <notes-ref>] get-ref",
  "pack-refs": "git pack-refs [--all] [--no-prune]",
  prune: "git prune [-n] [-v] [--progress] [--expire <time>] [--] [<head>...]",
  "range-diff":
    "git range-diff [<options>] <old-base>..<old-tip> <new-base>..<new-tip>\n   or: git range-diff [<options>] <old-tip>...<new-tip>\n   or: git range-diff [<options>] <base> <old-tip> <new-tip>",
  "read-tree":
    "git read-tree [(-m [--trivial] [--aggressive] | --reset | --prefix=<prefix>)\n                     [-u | -i]] [--index-output=<file>] [--no-sparse-checkout]\n                     (--empty | <tree-ish1> [<tree-ish2> [<tree-ish3>]])",
  rebase:
    "git rebase [-i] [options] [--exec <cmd>] [--onto <newbase> | --keep-base] [<upstream> [<branch>]]\n   or: git rebase [-i] [options] [--exec <cmd>] [--onto <newbase>] --root [<branch>]\n   or: git rebase --continue | --abort | --skip | --edit-todo",
  repack: "git repack [<options>]",
  replace:
    "git replace [-f] <object> <replacement>\n   or: git replace [-f] --edit <object>\n   or: git replace [-f] --graft <commit> [<parent>...]\n   or: git replace [-f] --convert-graft-file\n   or: git replace -d <object>...\n   or: git replace [--format=<format>] [-l [<pattern>]]",
  rerere: "git rerere [clear | forget <pathspec>... | diff | status | remaining | gc]",
  "show-branch":
    "git show-branch [-a | --all] [-r | --remotes] [--topo-order | --date-order]\n                       [--current] [--color[=<when>] | --no-color] [--sparse]\n                       [--more=<n> | --list | --independent | --merge-base]\n                       [--no-name | --sha1-name] [--topics]\n                       [(<rev> | <glob>)...]\n   or: git show-branch (-g | --reflog)[=<n>[,<base>]] [--list] [<ref>]",
  "sparse-checkout": "git sparse-checkout (init | list | set | add | reapply | disable) [<options>]",
  submodule:
    "git submodule [--quiet] [--cached]\n   or: git submodule [--quiet] add [-b <branch>] [-f|--force] [--name <name>] [--reference <repository>] [--] <repository> [<path>]\n   or: git submodule [--quiet] status [--cached] [--recursive] [--] [<path>...]\n   or: git submodule [--quiet] init [--] [<path>...]\n   or: git submodule [--quiet] deinit [-f|--force] (--all| [--] <path>...)\n   or: git submodule [--quiet] update [--init [--filter=<filter-spec>]] [--remote] [-N|--no-fetch] [-f|--force] [--checkout|--merge|--rebase] [--[no-]recommend-shallow] [--reference <repository>] [--recursive] [--[no-]single-branch] [--] [<path>...]\n   or: git submodule [--quiet] set-branch (--default|--branch <branch>) [--] <path>\n   or: git submodule [--quiet] set-url [--] <path> <newurl>\n   or: git submodule [--quiet] summary [--cached|--files] [--summary-limit <n>] [commit] [--] [<path>...]\n   or: git submodule [--quiet] foreach [--recursive] <command>\n   or: git submodule [--quiet] sync [--recursive] [--] [<path>...]\n   or: git submodule [--quiet] absorbgitdirs [--] [<path>...]",
  "update-ref":
    "git update-ref [<options>] -d <refname> [<old-val>]\n   or: git update-ref [<options>]    <refname> <new-val> [<old-val>]\n   or: git update-ref [<options>] --stdin [-z]",
  var: "git var (-l | <variable>)",
  "verify-commit": "git verify-commit [-v | --verbose] [--raw] <commit>...",
  whatchanged:
    "git log [<options>] [<revision-range>] [[--] <path>...]\n   or: git show [<options>] <object>...",
  worktree:
    "git worktree add [-f] [--detach] [--checkout] [--lock [--reason <string>]]\n                        [-b <new-branch>] <path> [<commit-ish>]\n   or: git worktree list [-v | --porcelain [-z]]\n   or: git worktree lock [--reason <string>] <worktree>\n   or: git worktree move <worktree> <new-path>\n   or: git worktree prune [-n] [-v] [--expire <expire>]\n   or: git worktree remove [-f] <worktree>\n   or: git worktree repair [<path>...]\n   or: git worktree unlock <worktree>",
  "write-tree": "git write-tree [--missing-ok] [--prefix=<prefix>/]",
} as const;

/** How the small subcommands are called. */
export const smallUsageLines = {
  apply: "git apply [<options>] [<patch>...]",
  "check-ignore": "git check-ignore [<options>] <pathname>...\n   or: git check-ignore [<options>] --stdin",
  clean: "git clean [-d] [-f] [-i] [-n] [-q] [-e <pattern>] [-x | -X] [--] [<pathspec>...]",
  "count-objects": "git count-objects [-v] [-H | --human-readable]",
  describe:
    "git describe [--all] [--tags] [--contains] [--abbrev=<n>] [<commit-ish>...]\n   or: git describe [--all] [--tags] [--contains] [--abbrev=<n>] --dirty[=<mark>]\n   or: git describe <blob>",
  fsck: "git fsck [--tags] [--root] [--unreachable] [--cache] [--no-reflogs]\n                [--[no-]full] [--strict] [--verbose] [--lost-found]\n                [--[no-]dangling] [--[no-]progress] [--connectivity-only]\n                [--[no-]name-objects] [<object>...]",
  gc: "git gc [<options>]",
  "hash-object":
    "git hash-object [-t <type>] [-w] [--path=<file> | --no-filters]\n                       [--stdin [--literally]] [--] <file>...\n   or: git hash-object [-t <type>] [-w] --stdin-paths [--no-filters]",
  init: "git init [-q | --quiet] [--bare] [--template=<template-directory>]\n                [--separate-git-dir <git-dir>] [--object-format=<format>]\n                [-b <branch-name> | --initial-branch=<branch-name>]\n                [--shared[=<permissions>]] [<directory>]",
  "show-ref":
    "git show-ref [-q | --quiet] [--verify] [--head] [-d | --dereference]\n                    [-s | --hash[=<n>]] [--abbrev[=<n>]] [--tags]\n                    [--heads] [--] [<pattern>...]\n   or: git show-ref --exclude-existing[=<pattern>]",
  "symbolic-ref":
    "git symbolic-ref [-m <reason>] <name> <ref>\n   or: git symbolic-ref [-q] [--short] [--no-recurse] <name>\n   or: git symbolic-ref --delete [-q] <name>",
  "update-index": "git update-index [<options>] [--] [<file>...]",
} as const;
