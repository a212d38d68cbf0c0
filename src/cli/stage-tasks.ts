import { digestParts } from "../catalog/digest.js";
import { resolveTask } from "../catalog/resolve-task.js";
import type { ResolvedTask } from "../catalog/resolve-task.js";
import { chosenOverlays, stageTree } from "../catalog/stage-tree.js";
import type { LoadedEnvironment } from "../catalog/load-environment.js";
import type { LoadedTask } from "../catalog/load-task.js";
import { CatalogError } from "../catalog/problem.js";
import { storeContent } from "../diff/stored-content.js";
import { mapTree } from "../diff/trees.js";
import { labSetting } from "../lab/lab-setting.js";
import { createBaseIndex } from "../sandbox/base-index.js";
import { buildBase } from "../sandbox/build-base.js";
import { openSandbox } from "../sandbox/memory-sandbox.js";
import type { WorkerPool } from "../sandbox/worker-pool.js";
import { createAssessor } from "../scorers/assess.js";
import type { BaseEvidence } from "../schema/base-evidence.js";
import type { Levels } from "../schema/labels.js";
import type { MachineFacts, StagedBase } from "../schema/machine.js";
import type { PlannedTask, TrialLimits } from "../schema/run.js";
import type { Stage } from "../runner/stage.js";
import { writeRequest } from "../runner/write-request.js";
import type { OpenCatalog } from "./open-catalog.js";

/** A staged tree with everything that trials on it, and later scoring, need. */
export interface PreparedStage extends Stage {
  readonly base: StagedBase;
  readonly evidence: BaseEvidence;
}

/** A variant of a task, ready to run. */
export interface PreparedTask {
  readonly planned: PlannedTask;
  /** `planned` as it reads for any family: what runs of different families have in common. */
  readonly comparable: PlannedTask;
  readonly namesFamily: boolean;
  readonly loaded: LoadedTask;
  readonly stage: PreparedStage;
}

/** Limits that the user gave; they go before the task's, which go before the usual ones. */
export type AskedLimits = Partial<TrialLimits>;

/** Takes the place of a family's name where runs are compared. */
const anyFamily = "*";

const usualLimits: TrialLimits = { turns: 60, tokens: 2_000_000, minutes: 30, cost: null };

/** Builds each staged tree once and plans task variants on them. */
export class Workshop {
  readonly #catalog: OpenCatalog;
  readonly #pool: WorkerPool;
  readonly #stages = new Map<string, Promise<PreparedStage>>();

  constructor(catalog: OpenCatalog, pool: WorkerPool) {
    this.#catalog = catalog;
    this.#pool = pool;
  }

  /** One variant of a task with its staged tree. Throws `CatalogError` for a variant that cannot be rendered. */
  async prepare(
    loaded: LoadedTask,
    levels: Levels,
    modelFamily: string | null,
    asked: AskedLimits,
  ): Promise<PreparedTask> {
    const environment = this.#catalog.environment(loaded.file.environment);
    const resolved = resolveOrThrow(loaded, environment, levels, modelFamily);
    const stage = await this.#stage(environment, loaded, resolved);
    const plan = (variant: ResolvedTask, family: string | null): PlannedTask => {
      const request = writeRequest(variant, loaded, environment, stage.tree);
      return planTask(loaded, { ...variant, request }, family, asked, stage.base.digest);
    };
    const { namesFamily } = resolved;
    const planned = plan(resolved, namesFamily ? modelFamily : null);
    const comparable = namesFamily
      ? plan(resolveOrThrow(loaded, environment, levels, anyFamily), anyFamily)
      : planned;
    return { planned, comparable, namesFamily, loaded, stage };
  }

  #stage(environment: LoadedEnvironment, loaded: LoadedTask, resolved: ResolvedTask): Promise<PreparedStage> {
    const key = `${environment.file.id} ${digestOverlays(resolved, loaded, environment)}`;
    const known = this.#stages.get(key);
    if (known !== undefined) return known;
    const stage = prepareStage(environment, loaded, resolved, this.#pool);
    this.#stages.set(key, stage);
    return stage;
  }
}

function resolveOrThrow(
  loaded: LoadedTask,
  environment: LoadedEnvironment,
  levels: Levels,
  modelFamily: string | null,
): ResolvedTask {
  const resolved = resolveTask(loaded, environment.file, levels, modelFamily);
  if (!resolved.ok) throw new CatalogError(resolved.problems);
  return resolved.value;
}

/** Overlays are filled from a task's slots: tasks share a tree where the filled files and commits are the same. */
function digestOverlays(resolved: ResolvedTask, loaded: LoadedTask, environment: LoadedEnvironment): string {
  const overlays = chosenOverlays(resolved, loaded, environment);
  return digestParts({
    values: { commits: overlays.map(({ commit }) => commit) },
    trees: Object.fromEntries(overlays.map(({ files }, position) => [String(position), files])),
  });
}

async function prepareStage(
  environment: LoadedEnvironment,
  loaded: LoadedTask,
  resolved: ResolvedTask,
  pool: WorkerPool,
): Promise<PreparedStage> {
  const { files, history } = stageTree(resolved, loaded, environment);
  const base = await buildBase({
    environment: environment.file.id,
    facts: machineFacts(environment),
    history,
    branch: environment.branch,
  });
  const commands = Object.values(environment.commands);
  const setting = labSetting(environment.file);
  const index = createBaseIndex(base, {
    names: commands.map(({ name }) => name),
    data: { files: commands, setting },
  });
  const evidence = describeBase(environment, base);
  return {
    base,
    evidence,
    tree: mapTree(files),
    assessor: createAssessor(evidence),
    openSandbox: () => openSandbox(index, pool),
  };
}

function machineFacts({ file }: LoadedEnvironment): MachineFacts {
  const { user, agent, email, host, home, now } = file.lab;
  return { user, name: agent, email, host, home, now };
}

/** What a run keeps of an environment, so that it can be scored without it. */
function describeBase({ file, commands }: LoadedEnvironment, base: StagedBase): BaseEvidence {
  const files = [...base.files].map(([path, { mode, bytes }]) => [
    path,
    { mode, content: storeContent(bytes) },
  ]);
  return {
    format: "palimpsest-base-1",
    environment: file.id,
    lab: file.lab,
    compose: file.compose,
    surfaces: file.surfaces,
    validate: file.validate ?? null,
    commands: { ...commands },
    files: Object.fromEntries(files) as BaseEvidence["files"],
  };
}

function planTask(
  { file, suite }: LoadedTask,
  resolved: ResolvedTask,
  modelFamily: string | null,
  asked: AskedLimits,
  staged: string,
): PlannedTask {
  const { id, version, environment, pair, arm, axis, direction, family, centrality, activity } = file;
  const { turns, tokens, minutes, cost } = usualLimits;
  const limits = {
    turns: asked.turns ?? resolved.limits.turns ?? turns,
    tokens: asked.tokens ?? resolved.limits.tokens ?? tokens,
    minutes: asked.minutes ?? resolved.limits.minutes ?? minutes,
    cost: asked.cost ?? cost,
  };
  return {
    task: id,
    version,
    suite,
    environment,
    pair,
    arm,
    axis,
    direction,
    family,
    centrality,
    activity,
    variant: resolved.variant,
    modelFamily,
    levels: { ...resolved.levels },
    system: resolved.system,
    request: resolved.request,
    followups: { ...resolved.followups },
    limits,
    scoring: resolved.scoring,
    staged,
  };
}
