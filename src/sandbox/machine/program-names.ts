/** Programs that the shell brings along. */
// prettier-ignore
export const shellPrograms = [
  "alias", "awk", "base64", "basename", "bash", "cat", "chmod", "clear", "column", "comm", "cp", "cut", "dirname", "echo", "egrep", "env", "expand", "expr", "false", "fgrep", "file", "find", "fold", "grep", "gunzip", "gzip",
  "head", "history", "join", "jq", "ln", "md5sum", "mkdir", "mv", "nl", "od", "paste", "printenv", "printf", "pwd",
  "readlink", "rev", "rmdir", "sed", "seq", "sh", "sha1sum", "sha256sum", "sleep", "sort", "split", "strings", "tac",
  "tail", "tar", "tee", "time", "timeout", "touch", "tr", "tree", "true", "unalias", "unexpand", "uniq", "wc", "which",
  "xargs", "yq", "zcat",
] as const;

/** Programs of our own, in the place of the shell's or beside them. */
// prettier-ignore
export const ownPrograms = [
  "cmp", "curl", "date", "df", "diff", "du", "free", "git", "groups", "hostname", "id", "jobs", "kill", "less", "logname", "ls",
  "lscpu", "mktemp", "more", "nproc", "patch", "ping", "pip", "pip3", "ps", "python", "python3", "realpath", "rg", "rm",
  "scp", "ssh", "stat", "su", "sudo", "sync", "top", "trap", "ulimit", "umask", "uname", "uptime", "w", "wget", "who",
  "whoami", "yes",
] as const;
