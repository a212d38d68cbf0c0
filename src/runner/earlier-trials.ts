import { isQuestion, type Levels } from "../schema/labels.js";
import type { PlannedModel, RunManifest, TrialRecord } from "../schema/run.js";
import { canonicalJson } from "./fingerprint.js";

/** What the length of a trial depends on besides its task. */
export interface TrialConditions {
  readonly setting: "agentic" | "question";
  /** What the model is called by its provider. */
  readonly model: string;
  readonly followups: RunManifest["followups"];
  readonly awareness: boolean;
  /** The model's settings, as text. */
  readonly settings: string;
}

/** A finished trial and its conditions. */
export interface EarlierTrial {
  readonly record: TrialRecord;
  readonly conditions: TrialConditions;
}

/** Which goes before the others where earlier trials cannot agree in all. */
const byWeight = ["setting", "model", "followups", "awareness", "settings"] as const;
export type Difference = (typeof byWeight)[number];

/** The conditions of a planned trial. */
export function conditionsOf(
  { followups, awareness }: Pick<RunManifest, "followups" | "awareness">,
  { uses, settings }: Pick<PlannedModel, "uses" | "settings">,
  levels: Levels,
): TrialConditions {
  const setting = isQuestion(levels) ? "question" : "agentic";
  return { setting, model: uses, followups, awareness, settings: canonicalJson(settings) };
}

/** A run's finished trials with their conditions. Trials that the plan does not name are left out. */
export function withConditions(
  manifest: Pick<RunManifest, "followups" | "awareness" | "models"> & {
    readonly tasks: readonly Pick<RunManifest["tasks"][number], "task" | "variant" | "levels">[];
  },
  records: readonly TrialRecord[],
): EarlierTrial[] {
  const models = new Map(manifest.models.map((model) => [model.model, model]));
  const levels = new Map(
    manifest.tasks.map(({ task, variant, levels }) => [variantKey(task, variant), levels]),
  );
  return records.flatMap((record) => {
    const model = models.get(record.model);
    const of = levels.get(variantKey(record.task, record.variant));
    return model === undefined || of === undefined
      ? []
      : [{ record, conditions: conditionsOf(manifest, model, of) }];
  });
}

export function variantKey(task: string, variant: string): string {
  return JSON.stringify([task, variant]);
}

/** The trials whose conditions are nearest to those wanted, and in what they differ. */
export function nearestTrials(
  wanted: TrialConditions,
  earlier: readonly EarlierTrial[],
): { readonly trials: readonly TrialRecord[]; readonly differences: readonly Difference[] } {
  const rated = earlier.map(({ record, conditions }) => {
    const differences = byWeight.filter((name) => conditions[name] !== wanted[name]);
    const distance = differences.reduce((sum, name) => sum + 2 ** -byWeight.indexOf(name), 0);
    return { record, differences, distance };
  });
  const least = Math.min(...rated.map(({ distance }) => distance));
  const nearest = rated.filter(({ distance }) => distance === least);
  return { trials: nearest.map(({ record }) => record), differences: nearest[0]?.differences ?? [] };
}
