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
      const run = context.origCommand;
      if (run === undefined) return { stdout: "", stderr: `bash: ${name}: command not found\n`, exitCode: 127 };
      const result = await run([...argv]);
      const stdout = argv.includes("--help") ? rewordHelp(result.stdout) : result.stdout;
      return { ...result, stdout, stderr: rewordErrors(result.stderr) };
    },
  };
}
