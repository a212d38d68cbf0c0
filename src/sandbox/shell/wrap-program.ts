import type { Command } from "just-bash";
import { FileError } from "../file-error.js";
import { resolvePath } from "../machine-path.js";
import type { Overlay } from "../overlay.js";
import { programVersion } from "./program-versions.js";
import { rewordErrors, rewordHelp } from "./reword-errors.js";
import { spellArguments } from "./spell-arguments.js";

/** A program of the shell whose messages read as those of the program it stands for. */
export function wrapProgram(name: string, overlay: Overlay): Command {
  return {
    name,
    async execute(argv, context) {
      const version = argv.length === 1 && argv[0] === "--version" ? programVersion(name) : undefined;
      if (version !== undefined) return { stdout: `${version}\n`, stderr: "", exitCode: 0 };
      if ((name === "env" || name === "printenv") && argv.length === 0) {
        return { stdout: environmentText(context.exportedEnv ?? {}), stderr: "", exitCode: 0 };
      }
      const run = context.origCommand;
      if (run === undefined)
        return { stdout: "", stderr: `bash: ${name}: command not found\n`, exitCode: 127 };
      const result = await run(spellArguments(name, argv, overlay, context.cwd));
      const stdout = argv.includes("--help")
        ? rewordHelp(result.stdout)
        : namePaths(name, argv, result.stdout);
      return { ...result, stdout, stderr: settleReasons(rewordErrors(result.stderr), overlay, context.cwd) };
    },
  };
}

/** A search of `.` names the files that it finds as `./src/x`, which the shell's own grep leaves out. */
function namePaths(name: string, argv: readonly string[], stdout: string): string {
  if (!/^[ef]?grep$/.test(name) || !/^\.\/?$/.test(argv.at(-1) ?? "")) return stdout;
  const flags = argv.filter((argument) => /^-[A-Za-z]+$/.test(argument)).join("");
  const recursive = /[rR]/.test(flags) || argv.includes("--recursive");
  if (!recursive || flags.includes("h") || argv.includes("--no-filename")) return stdout;
  return stdout.replace(/^(?=[^\n])(?!--$|\.\/)/gm, "./");
}

/** What `env` lists: exported variables, never the shell's own. */
function environmentText(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}

/** The shell's programs say that a file is missing whatever went wrong with it; this says what did. */
function settleReasons(text: string, overlay: Overlay, cwd: string): string {
  return text.replace(
    /^([\w-]+: (?:cannot \w+ )?)('?)([^'\n]+?)('?): No such file or directory$/gm,
    (whole, start: string, open: string, name: string, close: string) => {
      const reason = reasonFor(resolvePath(cwd, name), overlay);
      return reason === undefined ? whole : `${start}${open}${name}${close}: ${reason}`;
    },
  );
}

function reasonFor(path: string, overlay: Overlay): string | undefined {
  try {
    const kind = overlay.stat(path)?.kind;
    if (kind === "directory") return "Is a directory";
    const refusal = overlay.refusal(path);
    return kind === undefined && refusal?.code !== "EACCES" ? undefined : refusal?.reason;
  } catch (error) {
    if (error instanceof FileError) return error.reason;
    throw error;
  }
}
