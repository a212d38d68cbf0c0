import { InputError } from "../schema/input-error.js";
import { canonicalJson } from "../runner/fingerprint.js";
import type { RunManifest } from "../schema/run.js";
import type { RunFolder } from "../trace/run-folder.js";
import type { GlobalOptions } from "./command-context.js";
import type { ExitCode } from "./exit-codes.js";
import { findRun } from "./find-run.js";
import { findDataFolders } from "./folders.js";
import { OpenCatalog } from "./open-catalog.js";
import { openPool } from "./open-pool.js";
import { openJudges, openSources } from "./open-sources.js";
import type { ResumeOptions } from "./options.js";
import { performRun } from "./perform-run.js";
import { createPersonaScripts } from "./persona-scripts.js";
import { requirePrices } from "./plan-models.js";
import { fingerprintPlan } from "./plan-run.js";
import { printSummary } from "./print-summary.js";
import { Workshop, type PreparedTask } from "./stage-tasks.js";
import type { Terminal } from "./terminal.js";

/** Finishes a run by its frozen plan, within the plan's bounds or those given now. Throws `InputError` when an environment or task has changed since. */
export async function performResume(
  named: string,
  options: ResumeOptions,
  global: GlobalOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { run, manifest } = findRun(named);
  const { concurrency = manifest.concurrency, maxCost = manifest.maxCost } = options;
  // Its price is all that may be added to a frozen plan: what a trial is does not depend on it.
  if (maxCost !== null)
    requirePrices(
      [...manifest.models, ...manifest.judges],
      `give it one in ${run.manifest}, beside its name`,
    );
  const catalog = OpenCatalog.open(findDataFolders(global), terminal);
  const pool = openPool();
  try {
    const prepared = await prepareAgain({ run, manifest }, catalog, new Workshop(catalog, pool));
    const stages = new Map(prepared.map(({ stage }) => [stage.base.digest, stage]));
    const sources = openSources(manifest, createPersonaScripts(prepared, catalog));
    const judges = openJudges(manifest.judges);
    // The plan on disk stays as it was frozen; neither changes what a trial is.
    const bounded = { ...manifest, concurrency, maxCost };
    const exit = await performRun({ run, manifest: bounded, stages, sources, judges }, terminal);
    printSummary(run, manifest, { json: options.json === true, exit }, terminal);
    return exit;
  } finally {
    await pool.close();
  }
}

/** The plan's tasks, staged from what is on disk now; they must be what the plan froze. */
async function prepareAgain(
  { run, manifest }: { readonly run: RunFolder; readonly manifest: RunManifest },
  catalog: OpenCatalog,
  workshop: Workshop,
): Promise<PreparedTask[]> {
  for (const { environment, digest } of manifest.environments) {
    if (catalog.environment(environment).digest !== digest) {
      throw new InputError(
        `environments/${environment}: has changed since this run was planned; restore it, or start a new run`,
      );
    }
  }
  const prepared: PreparedTask[] = [];
  for (const planned of manifest.tasks) {
    const ready = await workshop.prepare(
      catalog.task(planned.task),
      planned.levels,
      planned.modelFamily,
      planned.limits,
    );
    if (canonicalJson(ready.planned) !== canonicalJson(planned)) {
      throw new InputError(
        `tasks/${planned.suite}/${planned.task}: has changed since this run was planned; restore it, or start a new run`,
      );
    }
    prepared.push({ ...ready, planned });
  }
  if (fingerprintPlan(manifest, prepared) !== manifest.fingerprint) {
    throw new InputError(
      `${run.manifest}: fingerprint: the prompts, tools or scorer of this version are not those of palimpsest ${manifest.versions.palimpsest}, which began the run; resume it with that version, or start a new run`,
    );
  }
  return prepared;
}
