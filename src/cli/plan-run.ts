import { offeredLevels } from "../catalog/factor-levels.js";
import type { PlannedJudge, PlannedModel, PlannedTask, RunManifest, Sampling } from "../schema/run.js";
import type { ToolDefinition } from "../schema/conversation.js";
import { mapFactors } from "../schema/labels.js";
import type { LoadedTask } from "../catalog/load-task.js";
import { awarenessPrompts } from "../agent/ask-awareness.js";
import { describeFaults, describeTaken } from "../agent/answer/answer-words.js";
import { closingReminder, closingRequest, closingTool } from "../agent/closing-form.js";
import { offeredTools } from "../agent/tools/toolbox.js";
import { digestJson } from "../runner/fingerprint.js";
import { planTrials, taskKey } from "../runner/plan.js";
import { planVariants, type VariantPlan, type VariantsPlanned } from "../runner/plan-variants.js";
import { mostTrials } from "../sampling/judge-cell.js";
import { scorerVersion } from "../scorers/score-trial.js";
import { describeUnnamed } from "./describe-unnamed.js";
import type { OpenCatalog } from "./open-catalog.js";
import { nameRun } from "./run-id.js";
import type { AskedLimits, PreparedStage, PreparedTask, Workshop } from "./stage-tasks.js";

/** What the user asked a run to be. */
export interface RunRequest {
  readonly subject: string;
  readonly tasks: readonly LoadedTask[];
  readonly vary: VariantPlan;
  readonly models: readonly PlannedModel[];
  readonly limits: AskedLimits;
  readonly sampling: Sampling;
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
  /** What is not as the user may think, one line each. */
  readonly notes: readonly string[];
}

/** Renders every variant, stages its tree, and freezes the plan. Throws `CatalogError` for what cannot be rendered. */
export async function planRun(
  request: RunRequest,
  catalog: OpenCatalog,
  workshop: Workshop,
): Promise<PlannedRun> {
  const { subject, models, sampling, seed, followups, concurrency, maxCost, awareness } = request;
  const { variants, notes } = chooseVariants(request, catalog);
  const prepared = await prepareTasks(request, variants, workshop);
  const trialsPerCell = mostTrials(sampling);
  const tasks = prepared.map(({ planned }) => planned);
  const tools = listTools(tasks);
  const environments = [...new Set(tasks.map(({ environment }) => environment))].map((id) => {
    const { file, digest } = catalog.environment(id);
    return { environment: id, version: file.version, digest, successor: file.lab.successor };
  });
  const fingerprint = fingerprintPlan({ environments, followups, awareness }, prepared);
  const createdAt = new Date();
  const manifest: RunManifest = {
    format: "palimpsest-run-1",
    run: nameRun(createdAt, subject, fingerprint),
    createdAt: createdAt.toISOString(),
    fingerprint,
    versions: { palimpsest: request.version, scorer: scorerVersion, node: process.version },
    seed,
    trialsPerCell,
    sampling,
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
  const stages = new Map(prepared.map(({ stage }) => [stage.base.digest, stage]));
  const leftOut = notes.map((note) => `--vary ${note}`);
  return { manifest, prepared, stages, notes: [...leftOut, ...describeUnnamed(prepared, models)] };
}

/** Every tool that some task of the plan offers. */
function listTools(tasks: readonly PlannedTask[]): ToolDefinition[] {
  return [...new Set(tasks.flatMap(({ levels }) => offeredTools(levels)))];
}

/** The digest of all that makes runs comparable: environments, tasks, prompts, tools and scorer; not whose family a text names. */
export function fingerprintPlan(
  { environments, followups, awareness }: Pick<RunManifest, "environments" | "followups" | "awareness">,
  prepared: readonly PreparedTask[],
): string {
  const tasks = uniqueTasks(prepared, ({ comparable }) => comparable).map(({ comparable }) => comparable);
  const closing = { closingRequest, closingReminder, closingTool };
  const answers = { returned: describeFaults(["fault"]), taken: describeTaken(false, []) };
  const tools = listTools(tasks);
  return digestJson({
    environments,
    tasks,
    tools,
    closing,
    answers,
    followups,
    // A run that does not ask is comparable with those from before the questions changed.
    ...(awareness ? { awareness: awarenessPrompts } : {}),
    scorer: scorerVersion,
  });
}

function chooseVariants({ tasks, vary }: RunRequest, catalog: OpenCatalog): VariantsPlanned {
  return planVariants(
    vary,
    tasks.map(({ file }) => {
      const { file: environment } = catalog.entry(file.environment);
      return {
        task: file.id,
        offers: mapFactors((factor) => offeredLevels(factor, file, environment)),
        apart: [...environment.apart, ...file.apart],
      };
    }),
  );
}

/** Every task in its variants; once per model family where a text names the family. */
async function prepareTasks(
  { tasks, models, limits }: RunRequest,
  variants: VariantsPlanned["variants"],
  workshop: Workshop,
): Promise<PreparedTask[]> {
  const families = [...new Set(models.map(({ family }) => family))];
  const prepared: PreparedTask[] = [];
  for (const task of tasks) {
    for (const levels of variants.get(task.file.id) ?? []) {
      for (const family of families) prepared.push(await workshop.prepare(task, levels, family, limits));
    }
  }
  return uniqueTasks(prepared, ({ planned }) => planned);
}

/** The first of those that are planned as the same task, variant and family. */
function uniqueTasks(
  prepared: readonly PreparedTask[],
  planOf: (task: PreparedTask) => PlannedTask,
): PreparedTask[] {
  const first = new Map(prepared.toReversed().map((task) => [taskKey(planOf(task)), task]));
  return prepared.filter((task) => first.get(taskKey(planOf(task))) === task);
}
