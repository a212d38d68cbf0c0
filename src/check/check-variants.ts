import { declaredLevel } from "../catalog/factor-levels.js";
import { diffTrees } from "../diff/diff-trees.js";
import { toResult } from "./check-result.js";
import type { CheckResult } from "./check-result.js";
import { findMeetingOverlays } from "./find-meeting-overlays.js";
import { findOverlayFaults } from "./find-overlay-faults.js";
import { findProofFaults } from "./find-proof-faults.js";
import { promptsOf, withoutWords, wordsOf } from "./level-words.js";
import type { TaskUnderCheck } from "./open-task.js";
import type { OpenScoring } from "./scoring.js";
import { stageVariants } from "./stage-variants.js";
import type { StagedVariant } from "./stage-variants.js";

const wantedWordings = 3;

/** Every level, alone: it shows, it changes nothing but what it declares, and the task's proofs hold in it. */
export function checkVariants(opened: TaskUnderCheck, open: OpenScoring): readonly CheckResult[] {
  const { subject } = opened;
  const variants = stageVariants(opened);
  const each = (find: (variant: StagedVariant) => readonly string[]): string | undefined => {
    const found = variants.flatMap((variant) =>
      find(variant).map((fault) => `${variant.resolved.variant}: ${fault}`),
    );
    return found.length === 0 ? undefined : found.join("; ");
  };
  const wordings = 1 + variants.filter(({ factor }) => factor === "wording").length;
  return [
    toResult(subject, "levels show", findHiddenLevels(opened, variants), `${variants.length} levels`),
    toResult(
      subject,
      "levels change nothing else",
      each((variant) => findStrayChanges(opened, variant)),
    ),
    toResult(
      subject,
      "overlays",
      each((variant) => findOverlayFaults(opened, variant)),
    ),
    toResult(subject, "overlays that meet", findMeetingOverlays(opened, variants)),
    toResult(
      subject,
      "proofs at every level",
      each((variant) => findProofFaults(opened, variant, open)),
    ),
    {
      ...toResult(
        subject,
        "wordings",
        wordings < wantedWordings ? `${wordings}, expected ${wantedWordings}` : undefined,
        String(wordings),
      ),
      severity: "warning",
    },
  ];
}

/** A level's text must be somewhere in the prompts, and no two levels may look the same to a model. */
function findHiddenLevels(opened: TaskUnderCheck, variants: readonly StagedVariant[]): string | undefined {
  const { resolved, base } = opened;
  const seen = new Map([[appearance(opened, { resolved, tree: base }), resolved.variant]]);
  const found = variants.flatMap((variant) => {
    const { variant: name, levels } = variant.resolved;
    const prompts = withoutWords([...promptsOf(variant.resolved).values()].join("\n"), []);
    const unseen = wordsOf(opened, levels, variant.factor, []).filter(
      (words) => !prompts.includes(withoutWords(words, [])),
    );
    const look = appearance(opened, variant);
    const twin = seen.get(look);
    seen.set(look, name);
    return [
      ...unseen.map((words) => `${name}: no prompt says "${words}"`),
      ...(twin === undefined ? [] : [`${name} looks like ${twin}`]),
    ];
  });
  return found.length === 0 ? undefined : found.join("; ");
}

function appearance(
  { base }: TaskUnderCheck,
  { resolved, tree }: Pick<StagedVariant, "resolved" | "tree">,
): string {
  const { exit } = resolved.levels;
  return JSON.stringify([[...promptsOf(resolved)], diffTrees(base, tree), exit]);
}

/** Beyond the words that base and variant declare, the prompts are the same; beyond its overlays, so is the tree. */
function findStrayChanges(opened: TaskUnderCheck, variant: StagedVariant): readonly string[] {
  const { task, environment, base } = opened;
  const { factor, resolved, overlays, tree } = variant;
  const { slots } = declaredLevel(factor, resolved.levels[factor], task.file, environment.file);
  const words = [opened.resolved.levels, resolved.levels].flatMap((levels) =>
    wordsOf(opened, levels, factor, Object.keys(slots)),
  );
  const usual = promptsOf(opened.resolved);
  const prompts = [...promptsOf(resolved)]
    .filter(([name, text]) => withoutWords(text, words) !== withoutWords(usual.get(name) ?? "", words))
    .map(([name]) => `${name} differs beyond the level's own words`);
  const brought = new Set(overlays.flatMap(({ files }) => [...files.keys()]));
  const files = diffTrees(base, tree)
    .filter(({ path }) => !brought.has(path))
    .map(({ path }) => `${path} differs, which no overlay brings`);
  return [...prompts, ...files];
}
