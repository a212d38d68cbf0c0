import type { Command } from "just-bash";
import { programVersion } from "./program-versions.js";
import { rewordErrors, rewordHelp } from "./reword-errors.js";

/** A program of the shell whose messages read as those of the program it stands for. */
export function wrapProgram(name: string): Command {
  return {
    name,
    async execute(argv, context) {
      const version = argv.length === 1 && argv[0] === "--version" ? programVersion(name) : undefined;
      if (version !== undefined) return { stdout: `${version}\n`, stderr: "", exitCode: 0 };
      if ((name === "env" && argv.length === 0) || (name === "printenv" && argv.length === 0)) {
        return { stdout: environmentText(context.exportedEnv ?? {}), stderr: "", exitCode: 0 };
      }
      const run = context.origCommand;
      if (run === undefined)
        return { stdout: "", stderr: `bash: ${name}: command not found\n`, exitCode: 127 };
      const result = await run(argv.map((argument) => (argument === "/dev/stdin" ? "-" : argument)));
      const stdout = argv.includes("--help") ? rewordHelp(result.stdout) : result.stdout;
      return { ...result, stdout, stderr: rewordErrors(result.stderr) };
    },
  };
}

/** What `env` lists: exported variables, never the shell's own. */
function environmentText(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}
