import { InputError } from "../schema/input-error.js";
import type { GlobalOptions } from "./command-context.js";
import { countPairs } from "./count-pairs.js";
import { findDataFolders } from "./folders.js";
import { formatPower } from "./format-power.js";
import { OpenCatalog } from "./open-catalog.js";
import type { PowerOptions } from "./options.js";
import { tabulatePower } from "./tabulate-power.js";
import type { Terminal } from "./terminal.js";
import { badUsage } from "./user-error.js";

const usualSizes = [5, 10, 20, 40];
const usualSuite = "core";

/** What it takes to find a gap, as text or JSON. */
export function performPower(options: PowerOptions, global: GlobalOptions, terminal: Terminal): string {
  const { gap, control: controlRate, resemblance, power, trials, json } = options;
  if (gap + controlRate > 1) {
    const most = Number((1 - controlRate).toFixed(6));
    throw badUsage("--gap", `at most ${most}, since controls are at ${controlRate}`, String(gap));
  }
  const pairs = options.pairs ?? countUsualPairs(OpenCatalog.open(findDataFolders(global), terminal));
  const question = { gap, pairs, controlRate, resemblance, power };
  const sizes = [...new Set([...usualSizes, ...(trials === undefined ? [] : [trials])])];
  const rows = tabulatePower(
    question,
    sizes.toSorted((left, right) => left - right),
  );
  return json === true ? `${JSON.stringify({ ...question, rows }, null, 2)}\n` : formatPower(question, rows);
}

function countUsualPairs({ catalog }: OpenCatalog): number {
  const tasks = catalog.tasks.filter(({ suite }) => suite === usualSuite).map(({ file }) => file);
  if (tasks.length > 0) return countPairs(tasks);
  throw new InputError(`--pairs: expected a number, for there is no suite ${usualSuite} to count pairs in`);
}
