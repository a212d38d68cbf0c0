import { Bash } from "just-bash";
import { InMemoryFs } from "just-bash";

/**
 * The two places in the shell where it matters who asks for a file: opening a redirect's target, and
 * reading a script that is run by its path. Each is a line of a stack trace, or unset where it is not known.
 */
export interface ShellCallers {
  readonly redirect?: string;
  readonly script?: string;
}

/** The stack line of whoever called the function that calls this. */
export function callerFrame(): string | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 3;
  const frame = new Error().stack?.split("\n")[3]?.trim();
  Error.stackTraceLimit = limit;
  return frame;
}

/** Finds the two places by making the shell go through them once. */
export async function findShellCallers(): Promise<ShellCallers> {
  const probe = new CallerProbe();
  const bash = new Bash({ fs: probe, cwd: "/", commands: ["true"], defenseInDepth: false });
  await probe.writeFile("/script", "#!/bin/sh\ntrue\n");
  await probe.chmod("/script", 0o755);
  probe.watched = "/target";
  await bash.exec("true > /target");
  probe.watched = "/script";
  await bash.exec("/script");
  return {
    ...(probe.existsCaller === undefined ? {} : { redirect: probe.existsCaller }),
    ...(probe.readCaller === undefined ? {} : { script: probe.readCaller }),
  };
}

class CallerProbe extends InMemoryFs {
  watched = "";
  existsCaller: string | undefined;
  readCaller: string | undefined;

  override exists(path: string): Promise<boolean> {
    if (path === this.watched && path === "/target") this.existsCaller = callerFrame();
    return super.exists(path);
  }

  override readFile(path: string): Promise<string> {
    if (path === this.watched) this.readCaller = callerFrame();
    return super.readFile(path);
  }
}

/** What the shell is to run for a script: the script itself, or a call of the interpreter that its first line names. */
export function scriptText(path: string, text: string): string {
  const [first = ""] = text.split("\n", 1);
  const interpreter = first
    .slice(2)
    .trim()
    .replace(/^\S*\/env\s+(?:-S\s+)?/, "");
  if (/^(?:\S*\/)?(?:ba|da|z)?sh\b/.test(interpreter) || interpreter === "") return text;
  return `#!/bin/sh\n${interpreter} '${path.replaceAll("'", "'\\''")}' "$@"\n`;
}
