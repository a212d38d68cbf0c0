/** Programs that the shell brings along. */
export const shellPrograms = [
  "awk", "base64", "basename", "bash", "cat", "chmod", "clear", "column", "comm", "cp", "cut", "diff", "dirname", "du",
  "echo", "egrep", "env", "expand", "expr", "false", "fgrep", "file", "find", "fold", "grep", "gunzip", "gzip", "head",
  "hostname", "join", "jq", "ln", "ls", "md5sum", "mkdir", "mv", "nl", "od", "paste", "printenv", "printf", "pwd",
  "readlink", "rev", "rm", "rmdir", "sed", "seq", "sh", "sha1sum", "sha256sum", "sleep", "sort", "split", "stat",
  "strings", "tac", "tail", "tar", "tee", "time", "timeout", "touch", "tr", "tree", "true", "unexpand", "uniq", "wc",
  "which", "xargs", "yq", "zcat", "date", "whoami",
] as const; // prettier-ignore

/** Programs of our own, in the place of the shell's or beside them. */
export const ownPrograms = [
  "cmp", "curl", "df", "free", "git", "groups", "id", "less", "logname", "lscpu", "mktemp", "more", "nproc", "patch",
  "ping", "pip", "pip3", "ps", "python", "python3", "realpath", "rg", "scp", "ssh", "su", "sudo", "sync", "top", "uname",
  "uptime", "w", "wget", "who", "yes",
] as const; // prettier-ignore
