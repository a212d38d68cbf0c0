import type { Levels } from "../schema/labels.js";
import type { PlannedJudge, PlannedModel, RunManifest } from "../schema/run.js";
import type { LoadedTask } from "../catalog/load-task.js";
import { closingReminder, closingRequest, closingTool } from "../agent/closing-form.js";
import { toolDefinitions } from "../agent/tools/toolbox.js";
import { digestJson } from "../runner/fingerprint.js";
import { planTrials } from "../runner/plan.js";
import { scorerVersion } from "../scorers/score-trial.js";
import type { OpenCatalog } from "./open-catalog.js";
import { nameRun } from "./run-id.js";
import type { AskedLimits, PreparedStage, PreparedTask, Workshop } from "./stage-tasks.js";

/** What the user asked a run to be. */
export interface RunRequest {
  readonly subject: string;
  readonly tasks: readonly LoadedTask[];
  readonly variants: readonly Levels[];
  readonly models: readonly PlannedModel[];
  readonly limits: AskedLimits;
  readonly trialsPerCell: number;
  readonly followups: RunManifest["followups"];
  readonly concurrency: number;
  readonly maxCost: number | null;
  readonly awareness: boolean;
  readonly judges: readonly PlannedJudge[];
  readonly seed: number;
  readonly version: string;
}

/** A frozen plan and the staged trees it names. */
export interface PlannedRun {
  readonly manifest: RunManifest;
  readonly prepared: readonly PreparedTask[];
  readonly stages: ReadonlyMap<string, PreparedStage>;
}

/** Renders every variant, stages its tree, and freezes the plan. Throws `CatalogError` for what cannot be rendered. */
export async function planRun(
  request: RunRequest,
  catalog: OpenCatalog,
  workshop: Workshop,
): Promise<PlannedRun> {
  const { subject, models, trialsPerCell, seed, followups, concurrency, maxCost, awareness } = request;
  const prepared = await prepareTasks(request, workshop);
  const tasks = prepared.map(({ planned }) => planned);
  const tools = [...toolDefinitions];
  const environments = [...new Set(tasks.map(({ environment }) => environment))].map((id) => {
    const { file, digest } = catalog.environment(id);
    return { environment: id, version: file.version, digest, successor: file.lab.successor };
  });
  const fingerprint = fingerprintPlan({ environments, tasks, followups });
  const createdAt = new Date();
  const manifest: RunManifest = {
    format: "palimpsest-run-1",
    run: nameRun(createdAt, subject, fingerprint),
    createdAt: createdAt.toISOString(),
    fingerprint,
    versions: { palimpsest: request.version, scorer: scorerVersion, node: process.version },
    seed,
    trialsPerCell,
    followups,
    concurrency,
    maxCost,
    awareness,
    tools,
    models: [...models],
    judges: [...request.judges],
    environments,
    tasks,
    trials: planTrials(tasks, models, trialsPerCell, seed),
  };
  return { manifest, prepared, stages: new Map(prepared.map(({ stage }) => [stage.base.digest, stage])) };
}

/** The digest of all that makes runs comparable: environments, tasks, prompts, tools and scorer. */
export function fingerprintPlan({
  environments,
  tasks,
  followups,
}: Pick<RunManifest, "environments" | "tasks" | "followups">): string {
  const closing = { closingRequest, closingReminder, closingTool };
  const tools = toolDefinitions;
  return digestJson({ environments, tasks, tools, closing, followups, scorer: scorerVersion });
}

/** Every task in every variant, once per model family: texts may name the family. */
async function prepareTasks(
  { tasks, variants, models, limits }: RunRequest,
  workshop: Workshop,
): Promise<PreparedTask[]> {
  const families = [...new Set(models.map(({ family }) => family))];
  const prepared: PreparedTask[] = [];
  const seen = new Set<string>();
  for (const task of tasks) {
    for (const levels of variants) {
      for (const family of families) {
        const ready = await workshop.prepare(task, levels, family, limits);
        const key = JSON.stringify([task.file.id, ready.planned.variant, family]);
        if (!seen.has(key)) prepared.push(ready);
        seen.add(key);
      }
    }
  }
  return prepared;
}
