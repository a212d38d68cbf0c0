import { add } from "./commands/add.js";
import { apply } from "./commands/apply.js";
import { blame } from "./commands/blame.js";
import { branch } from "./commands/branch.js";
import { checkout } from "./commands/checkout.js";
import { commit } from "./commands/commit.js";
import { config } from "./commands/config.js";
import { diff } from "./commands/diff.js";
import { grep } from "./commands/grep.js";
import { mergeBase, revList, shortlog } from "./commands/history.js";
import { log } from "./commands/log.js";
import { lsFiles } from "./commands/ls-files.js";
import { merge } from "./commands/merge.js";
import { mv, rm } from "./commands/move-remove.js";
import { cherryPick, revert } from "./commands/pick.js";
import { reflog } from "./commands/reflog.js";
import { fetch, lsRemote, pull, push, remote } from "./commands/remote.js";
import { reset } from "./commands/reset.js";
import { restore } from "./commands/restore.js";
import { revParse } from "./commands/rev-parse.js";
import { catFile, lsTree } from "./commands/show-tree.js";
import { show } from "./commands/show.js";
import { checkIgnore, hashObject, showRef, symbolicRef } from "./commands/inspect.js";
import { clean, countObjects, describe, init, onlyUsage, upkeep } from "./commands/small.js";
import { stash } from "./commands/stash.js";
import { status } from "./commands/status.js";
import { switchBranch } from "./commands/switch.js";
import { tag } from "./commands/tag.js";
import { otherUsageLines } from "./other-usage-lines.js";
import type { Subcommand } from "./subcommand.js";

/** Every subcommand by its name. What is used rarely only says how it is called. */
export const commandTable: Readonly<Record<string, Subcommand>> = {
  ...Object.fromEntries(Object.entries(otherUsageLines).map(([name, usage]) => [name, onlyUsage(usage)])),
  add,
  apply,
  blame,
  branch,
  "cat-file": catFile,
  "check-ignore": checkIgnore,
  checkout,
  "cherry-pick": cherryPick,
  clean,
  commit,
  config,
  "count-objects": countObjects,
  describe,
  diff,
  fetch,
  fsck: upkeep("fsck"),
  gc: upkeep("gc"),
  grep,
  "hash-object": hashObject,
  init,
  log,
  "ls-files": lsFiles,
  "ls-remote": lsRemote,
  "ls-tree": lsTree,
  merge,
  "merge-base": mergeBase,
  mv,
  pull,
  push,
  reflog,
  remote,
  reset,
  restore,
  revert,
  "rev-list": revList,
  "rev-parse": revParse,
  rm,
  shortlog,
  show,
  "show-ref": showRef,
  stage: add,
  stash,
  status,
  "symbolic-ref": symbolicRef,
  switch: switchBranch,
  tag,
  "update-index": upkeep("update-index"),
};
