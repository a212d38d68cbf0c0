import type { ExitCode } from "./exit-codes.js";
import { exitCodes } from "./exit-codes.js";
import { InputError } from "../schema/input-error.js";
import { createNamedRun, createRunFolder } from "../trace/run-folder.js";
import { findDataFolders } from "./folders.js";
import { tracesFolder } from "./find-run.js";
import { nameTrials } from "./format-plan.js";
import { noteJudges } from "./know-judge.js";
import type { GlobalOptions } from "./command-context.js";
import { OpenCatalog } from "./open-catalog.js";
import { describePlan } from "./describe-plan.js";
import { describeLeftOut } from "./describe-judges.js";
import { openJudges, openSources } from "./open-sources.js";
import { openPool } from "./open-pool.js";
import { parseVary } from "./parse-vary.js";
import { performPilot } from "./perform-pilot.js";
import { performRun, type RunParts } from "./perform-run.js";
import { createPersonaScripts } from "./persona-scripts.js";
import { planJudges } from "./plan-judges.js";
import { isScripted, planModels, readModelsFile, requirePrices, simulatedName } from "./plan-models.js";
import { planRun, type RunRequest } from "./plan-run.js";
import { printSummary } from "./print-summary.js";
import type { RunOptions } from "./options.js";
import { Workshop } from "./stage-tasks.js";
import type { Terminal } from "./terminal.js";
import { readVersion } from "./version.js";

/** Plans, runs and sums up. */
export async function performRunCommand(
  options: RunOptions,
  global: GlobalOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const catalog = OpenCatalog.openWhole(findDataFolders(global));
  const request = readRequest(options, catalog);
  const pool = openPool();
  try {
    const {
      manifest: planned,
      prepared,
      stages,
      notes,
    } = await planRun(request, catalog, new Workshop(catalog, pool));
    const sayNotes = (): void => terminal.err(notes.map((note) => `${note}\n`).join(""));
    if (options.dryRun === true) {
      sayNotes();
      terminal.out(describePlan(planned, options.json === true));
      return exitCodes.done;
    }
    const scriptOf = createPersonaScripts(prepared, catalog);
    // A task whose proofs cannot be played is told before anything is written.
    if (planned.models.some(isScripted)) prepared.forEach(scriptOf);
    const sources = openSources(planned, scriptOf);
    const judges = openJudges(planned.judges);
    terminal.err(describeLeftOut(planned.judges, planned.models));
    const evidence = new Map([...stages].map(([digest, stage]) => [digest, stage.evidence]));
    const { run, manifest } =
      options.out === undefined
        ? createNamedRun(tracesFolder, planned, evidence)
        : { run: createRunFolder(options.out, planned, evidence), manifest: planned };
    noteJudges(run, manifest.judges, manifest.models);
    terminal.err(`${nameTrials(manifest)} into ${run.folder}\n`);
    sayNotes();
    const exit = await performInParts({ run, manifest, stages, sources, judges }, options, terminal);
    printSummary(run, manifest, { json: options.json === true, exit }, terminal);
    return exit;
  } finally {
    await pool.close();
  }
}

/** The whole run, or the pilot alone where nobody wants the rest. */
async function performInParts(parts: RunParts, options: RunOptions, terminal: Terminal): Promise<ExitCode> {
  if (options.pilot === undefined) return performRun(parts, terminal);
  const pilot = { perCell: options.pilot, yes: options.yes === true };
  return (await performPilot(parts, pilot, terminal)) ?? performRun(parts, terminal);
}

function readRequest(options: RunOptions, catalog: OpenCatalog): RunRequest {
  const { suite = options.task.length === 0 ? "core" : undefined } = options;
  const tasks = [
    ...(suite === undefined ? [] : catalog.suite(suite)),
    ...options.task.map((id) => catalog.task(id)),
  ];
  const unique = [...new Set(tasks)];
  if (unique.length === 0) throw new InputError("--task: expected at least one task");
  const { maxTurns, maxTokens, maxCost } = options;
  const models = planModels(options.model, {
    models: readModelsFile(options.models),
    baseUrl: options.baseUrl,
    simulate: options.simulate,
  });
  if (options.simulate !== undefined && !models.some(({ uses }) => uses === `scripted/${simulatedName}`)) {
    throw new InputError(`--simulate: expected --model scripted/${simulatedName} beside it`);
  }
  const judges = planJudges(options.judge, {
    models: readModelsFile(options.models),
    baseUrl: options.judgeBaseUrl,
    ownFamily: options.judgeOwnFamily === true,
  });
  if (maxCost !== undefined) requirePrices([...models, ...judges]);
  return {
    subject: suite ?? options.task[0] ?? "run",
    tasks: unique,
    vary: parseVary(options.vary),
    models,
    limits: {
      ...(maxTurns === undefined ? {} : { turns: maxTurns }),
      ...(maxTokens === undefined ? {} : { tokens: maxTokens }),
    },
    sampling: options.trials,
    followups: options.followups,
    concurrency: options.concurrency,
    maxCost: maxCost ?? null,
    awareness: options.awareness === true,
    judges,
    seed: options.seed,
    version: readVersion(),
  };
}
