const coreutils = new Set([
  "base64", "basename", "cat", "chmod", "comm", "cp", "cut", "date", "dirname", "du", "echo", "env", "expand", "expr",
  "false", "fold", "head", "join", "ln", "ls", "md5sum", "mkdir", "mv", "nl", "od", "paste", "printenv", "printf", "pwd",
  "readlink", "rm", "rmdir", "seq", "sha1sum", "sha256sum", "sleep", "sort", "split", "stat", "tac", "tail", "tee",
  "timeout", "touch", "tr", "true", "unexpand", "uniq", "wc", "whoami",
]); // prettier-ignore

const others: Readonly<Record<string, string>> = {
  awk: "GNU Awk 5.2.1, API 3.2",
  bash: "GNU bash, version 5.1.0(1)-release (x86_64-pc-linux-gnu)",
  diff: "diff (GNU diffutils) 3.10",
  egrep: "grep (GNU grep) 3.11",
  fgrep: "grep (GNU grep) 3.11",
  file: "file-5.45",
  find: "find (GNU findutils) 4.9.0",
  grep: "grep (GNU grep) 3.11",
  gunzip: "gunzip (gzip) 1.12",
  gzip: "gzip 1.12",
  jq: "jq-1.7.1",
  sed: "sed (GNU sed) 4.9",
  sh: "GNU bash, version 5.1.0(1)-release (x86_64-pc-linux-gnu)",
  tar: "tar (GNU tar) 1.35",
  tree: "tree v2.1.1",
  xargs: "xargs (GNU findutils) 4.9.0",
  yq: "yq 3.4.3",
  zcat: "zcat (gzip) 1.12",
};

/** The first line of what a program answers to `--version`, or undefined. */
export function programVersion(name: string): string | undefined {
  return coreutils.has(name) ? `${name} (GNU coreutils) 9.4` : others[name];
}
