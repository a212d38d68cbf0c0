import { simpleGit } from "simple-git";
import type { SimpleGit } from "simple-git";

/** Where git looks, all of it told: it reads no configuration but that of `gitFolder`. */
export interface GitPlaces {
  readonly workTree: string;
  readonly gitFolder: string;
  /** Another repository's index to read; left out, that of `gitFolder`. */
  readonly index?: string;
  /** A folder without git configuration. */
  readonly home: string;
}

/** A git that says nothing for so long hangs, for example on a pipe in place of a file. */
const silenceMs = 120_000;

/** The machine's git, cut off from the user's and the system's configuration. */
export function isolatedGit({ workTree, gitFolder, index, home }: GitPlaces): SimpleGit {
  const environment = {
    PATH: process.env["PATH"] ?? "",
    HOME: home,
    XDG_CONFIG_HOME: home,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_ATTR_NOSYSTEM: "1",
    GIT_DIR: gitFolder,
    GIT_WORK_TREE: workTree,
    ...(index === undefined ? {} : { GIT_INDEX_FILE: index }),
  };
  const allowEnvironment = Object.keys(environment).filter((name) => name.startsWith("GIT_"));
  return simpleGit({ baseDir: workTree, allowEnvironment, timeout: { block: silenceMs } }).env(environment);
}
