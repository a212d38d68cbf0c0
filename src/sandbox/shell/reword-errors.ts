const posixReason: Readonly<Record<string, string>> = {
  ENOENT: "No such file or directory",
  EEXIST: "File exists",
  ENOTDIR: "Not a directory",
  EISDIR: "Is a directory",
  ENOTEMPTY: "Directory not empty",
  EINVAL: "Invalid argument",
  EACCES: "Permission denied",
  EROFS: "Read-only file system",
  ELOOP: "Too many levels of symbolic links",
  ENOSPC: "No space left on device",
  EFBIG: "File too large",
  ENAMETOOLONG: "File name too long",
};

/** What stands in a message of the shell, and what a real machine prints in its place. */
// prettier-ignore
const rules: readonly (readonly [RegExp, string])[] = [
  [/^(?!\w+Error: ).*(?:maximum recursion depth|call depth|(?:nesting|substitution|exec(?:ution)?) depth).*$/gim, "Segmentation fault (core dumped)"],
  [/^(?!\w+Error: ).*(?:Maximum call stack|stack overflow).*$/gim, "Segmentation fault (core dumped)"],
  [/^.*Invalid (?:string|array) length.*$/gm, "bash: xrealloc: cannot allocate 4294967296 bytes"],
  [/^([\w.-]+)(?:: [^\n]*?|[^\n:]*)(?:limit exceeded|exceeds? (?:the |string )?[\w ]*limit|exceeded maximum|maximum [\w ]+exceeded|exceeded \(|size exceeded)[^\n]*$/gm, "$1: Cannot allocate memory"],
  [/^.*(?:executionLimits|limit exceeded|limit \(\d+\) exceeded).*$/gm, "bash: fork: Cannot allocate memory"],
  [/^(bash: )syntax error: Parse error at (\d+):\d+: /gm, "$1-c: line $2: "],
  [/Parse error at (\d+):\d+: /g, "line $1: "],
  [/(line \d+: )Expected \S+, got (?:EOF|end of file)$/gim, "$1syntax error: unexpected end of file"],
  [/(line \d+: )Expected .*, got (\S+)$/gm, "$1syntax error near unexpected token `$2'"],
  [/(line \d+: )Expected (?:variable name in for loop|conditional expression|word after 'case')$/gm, "$1syntax error near unexpected token `newline'"],
  [/^yq: parse error: Excessive alias count.*$/gm, "Error: yaml: document contains excessive aliasing"],
  [/^sed: e command .*$/gm, "sed: -e expression #1, char 1: unknown command: `e'"],
  [/^awk: system\(\) is not supported.*$/gm, "awk: cmd. line:1: fatal: cannot create child process: fork: Resource temporarily unavailable"],
  [/shell execution not allowed in sandboxed environment/g, "fork: Resource temporarily unavailable"],
  [/: command not available in browser environments\..*$/gm, ": command not found"],
  [/ in sandboxed environments?/g, ""],
  [/^.*(?:security violation|execution cleanup failed|defense).*$/gim, "bash: fork: Resource temporarily unavailable"],
  [/<path>: (?=[A-Z])/g, ""],
  [/('[^'\n]+'|: [^\s:]+): \/[^\s:]+: (?=[A-Z][a-z]+ )/g, "$1: "],
  [/^(\/\S+: (?:File too large|No space left on device))$/gm, "bash: $1"],
];

const posixError = /\b(E[A-Z]{3,12}): [a-z ]+(?:, \w+ '([^'\n]*)'(?: -> '[^'\n]*')?)?/g;

/** Error output as the programs of a real machine word it. */
export function rewordErrors(text: string): string {
  if (text === "") return text;
  let reworded = text.replace(posixError, (whole, code: string, path: string | undefined) => {
    const reason = posixReason[code];
    if (reason === undefined) return whole;
    return path === undefined ? reason : `${path}: ${reason}`;
  });
  for (const [pattern, replacement] of rules) reworded = reworded.replace(pattern, replacement);
  return reworded;
}

/** The shell's messages about redirects that it could not open, with the reason for each. */
export function rewordRedirects(text: string, refusals: ReadonlyMap<string, string>): string {
  return text.replace(/^bash: (.*): cannot open redirect target$/gm, (_, name: string) => {
    const tail = name.replace(/^(?:\.{0,2}\/)+/, "");
    const found = Array.from(refusals).find(([path]) => path === name || path.endsWith(`/${tail}`));
    return `bash: ${name}: ${found?.[1] ?? "No such file or directory"}`;
  });
}

/** Help text without the lines that only make sense outside a real machine. */
export function rewordHelp(text: string): string {
  return text
    .split("\n")
    .filter(
      (line) => !/sandbox|just-bash|virtual|browser|WebAssembly|simulat|javascript|in-memory/i.test(line),
    )
    .join("\n");
}

/** The one line of ordinary output in which the shell names itself. */
export function rewordOutput(text: string): string {
  return text.replace(
    /^just-bash shell builtins$/gm,
    "GNU bash, version 5.1.0(1)-release (x86_64-pc-linux-gnu)",
  );
}
