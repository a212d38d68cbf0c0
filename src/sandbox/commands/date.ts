import type { Machine, MachineCommand, MachineCommandResult } from "../machine-command.js";
import { resolvePath } from "../machine-path.js";
import { zoneOffsetMs } from "../shell/machine-clock.js";
import { failed, printed } from "./answer.js";
import { formatTime } from "./format-time.js";
import { readOptions } from "./read-options.js";
import { readTime } from "./read-time.js";

const isoFormats: Readonly<Record<string, string>> = {
  date: "%Y-%m-%d",
  hours: "%Y-%m-%dT%H%:z",
  minutes: "%Y-%m-%dT%H:%M%:z",
  seconds: "%Y-%m-%dT%H:%M:%S%:z",
  ns: "%Y-%m-%dT%H:%M:%S,%N%:z",
};

const long = {
  utc: "u",
  universal: "u",
  date: "d=",
  "iso-8601": "I",
  "rfc-email": "R",
  "rfc-3339": "rfc=",
  reference: "r=",
  set: "s=",
};

/** `date`: the machine's clock. */
export const dateCommand: MachineCommand = { name: "date", run: runDate };

function runDate(argv: readonly string[], machine: Machine): MachineCommandResult {
  // `-I` takes a value that is attached or none at all, which getopt's letters cannot say.
  const spelled = argv.map((argument) => argument.replace(/^-I(.+)$/, "--iso-8601=$1"));
  const { options, operands, unknown } = readOptions(spelled, "ud:IRr:s:", long);
  if (unknown !== undefined)
    return failed(
      `date: invalid option -- '${unknown.replace(/^-+/, "")}'\nTry 'date --help' for more information.\n`,
    );
  if (options.has("s")) return failed("date: cannot set date: Operation not permitted\n");
  const offsetMs = options.has("u") ? 0 : zoneOffsetMs(machine.facts.now);
  const timeMs = whichTime(options, machine, offsetMs);
  if (typeof timeMs === "string") return failed(timeMs);
  return printed(`${formatTime(whichFormat(options, operands), timeMs, offsetMs)}\n`);
}

function whichTime(
  options: ReadonlyMap<string, string>,
  machine: Machine,
  offsetMs: number,
): number | string {
  const nowMs = Date.parse(machine.facts.now);
  const reference = options.get("r");
  if (reference !== undefined) {
    const stat = machine.files.stat(resolvePath(machine.cwd, reference));
    return stat?.mtimeMs ?? `date: ${reference}: No such file or directory\n`;
  }
  const text = options.get("d");
  if (text === undefined) return nowMs;
  return readTime(text, nowMs, offsetMs) ?? `date: invalid date ‘${text}’\n`;
}

function whichFormat(options: ReadonlyMap<string, string>, operands: readonly string[]): string {
  const [format] = operands;
  if (format?.startsWith("+")) return format.slice(1);
  const iso = options.get("I");
  if (iso !== undefined)
    return Object.entries(isoFormats).find(([name]) => iso !== "" && name.startsWith(iso))?.[1] ?? "%Y-%m-%d";
  if (options.has("R")) return "%a, %d %b %Y %H:%M:%S %z";
  if (options.has("rfc")) return "%Y-%m-%d %H:%M:%S%:z";
  return "%a %b %e %H:%M:%S %Z %Y";
}
