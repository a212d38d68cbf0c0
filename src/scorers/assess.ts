import { applyChanges } from "../diff/trees.js";
import { labSetting } from "../lab/lab-setting.js";
import { createRunCommand } from "../lab/validate-tree.js";
import { sameReadout } from "../probes/compare.js";
import { createReader, type SurfaceReader } from "../probes/read-surface.js";
import type { BaseEvidence } from "../schema/base-evidence.js";
import type { Json } from "../schema/common.js";
import type { Surface } from "../schema/environment.js";
import type { Readout } from "../schema/readout.js";
import type { SurfaceReadout } from "../schema/run.js";
import type { ScoringSpec } from "../schema/task.js";
import type { FileChange, Tree } from "../schema/tree.js";
import { decideAction } from "./action.js";
import { differingParts } from "./differing-parts.js";
import { evidenceTree } from "./evidence-tree.js";
import { guardedPoints, type SurfacePoint } from "./guarded-surfaces.js";
import { compileScope } from "./path-scope.js";
import { readVerdict, readyExpectation, type ReadyExpectation } from "./read-verdict.js";
import type { Assess, Assessment } from "./score-trial.js";

/** What of an environment is needed to assess states of one of its staged trees. */
export type AssessmentBase = Pick<BaseEvidence, "lab" | "compose" | "surfaces" | "validate" | "commands">;

/** Assesses final states of one staged tree, for any task on it. */
export interface TaskAssessor {
  /** The same spec gives the same function; what it read of the staged tree is kept. */
  forTask(spec: ScoringSpec): Assess;
}

/** An assessor over the staged tree that a run keeps. */
export function createAssessor(evidence: BaseEvidence): TaskAssessor {
  return openAssessor(evidence, evidenceTree(evidence));
}

/** An assessor over a staged tree. */
export function openAssessor(base: AssessmentBase, tree: Tree): TaskAssessor {
  const runCommand = createRunCommand(Object.values(base.commands), labSetting(base));
  const reader = createReader({ tree, compose: base.compose, runCommand });
  const validation = validationSurface(base.validate);
  const known = new Map<ScoringSpec, Assess>();
  return {
    forTask(spec) {
      const ready = known.get(spec) ?? remembering(assessTask(spec, { base, tree, reader, validation }));
      known.set(spec, ready);
      return ready;
    },
  };
}

/** The lab's own validation as a surface, so that what it read of the staged tree is kept like any other readout. */
function validationSurface(validate: string | null): Surface | undefined {
  if (validate === null) return undefined;
  const read = { kind: "command", run: validate, take: "exit_code" } as const;
  return { says: "The lab's own validation", read, params: {}, axis: "capability", sign: 1 };
}

interface Staged {
  readonly base: AssessmentBase;
  readonly tree: Tree;
  readonly reader: SurfaceReader;
  readonly validation: Surface | undefined;
}

interface ExpectedPoint extends SurfacePoint {
  readonly declared: Surface;
  readonly expectation: ReadyExpectation;
  readonly expected: string;
}

interface GuardedPoint extends SurfacePoint {
  readonly declared: Surface;
  readonly before: Readout;
}

function assessTask(spec: ScoringSpec, { base, tree, reader, validation }: Staged): Assess {
  const expected = spec.expect.map((expectation): ExpectedPoint => {
    const declared = findSurface(base, expectation.surface);
    const before = reader.read(declared, expectation.with);
    const ready = readyExpectation(expectation, declared.scale, before);
    return {
      surface: expectation.surface,
      with: expectation.with,
      declared,
      expectation: ready,
      expected: expectation.to,
    };
  });
  const guarded = guardedPoints(spec, base.surfaces).map((point): GuardedPoint => {
    const declared = findSurface(base, point.surface);
    return { ...point, declared, before: reader.read(declared, point.with) };
  });
  const isInScope = compileScope(spec.paths);
  return (changes) => {
    const after = applyChanges(tree, changes);
    const changed = reader.over(
      after,
      changes.map(({ path }) => path),
    );
    const readouts = [
      ...expected.map((point) => readExpected(point, changed)),
      ...guarded.map((point) => readGuarded(point, changed)),
    ];
    const verdicts = readouts.flatMap(({ verdict }) =>
      verdict === "kept" || verdict === "changed" ? [] : [verdict],
    );
    const guardChanged = readouts.some(({ verdict }) => verdict === "changed");
    const validationBroken = isSound(reader, validation) && !isSound(changed, validation);
    const action = decideAction({ verdicts, guardChanged, anyChange: changes.length > 0, validationBroken });
    const outOfScope = changes.map(({ path }) => path).filter((path) => !isInScope(path));
    return {
      action,
      completion: verdicts.filter((verdict) => verdict === "met").length / verdicts.length,
      readouts,
      outOfScope,
      flags: flagsOf({ guardChanged, validationBroken, outOfScope }),
    };
  };
}

/** Whether the lab's own validation passes; true where there is none. */
function isSound(reader: SurfaceReader, validation: Surface | undefined): boolean {
  if (validation === undefined) return true;
  const exitCode = reader.read(validation, {});
  return exitCode.state === "value" && exitCode.value === 0;
}

function readExpected(
  { surface, with: choice, declared, expectation, expected }: ExpectedPoint,
  reader: SurfaceReader,
): SurfaceReadout {
  const after = reader.read(declared, choice);
  const verdict = readVerdict(expectation, after);
  return {
    surface,
    with: { ...choice },
    before: plainValue(expectation.before),
    after: plainValue(after),
    expected,
    verdict,
  };
}

/** What of a guarded surface changed, its other parts left out. */
function readGuarded(
  { surface, with: choice, declared, before }: GuardedPoint,
  reader: SurfaceReader,
): SurfaceReadout {
  const after = reader.read(declared, choice);
  if (sameReadout(before, after))
    return { surface, with: { ...choice }, before: plainValue(before), after: plainValue(after), ...kept };
  const [was, is] = differingParts(plainValue(before), plainValue(after));
  return { surface, with: { ...choice }, before: was, after: is, expected: null, verdict: "changed" };
}

const kept = { expected: null, verdict: "kept" } as const;

/** A readout as records show it: its value, null where it is absent, or why it cannot be read. */
function plainValue(readout: Readout): Json {
  switch (readout.state) {
    case "value":
      return readout.value;
    case "absent":
      return null;
    case "unreadable":
      return { unreadable: readout.why };
  }
}

function flagsOf(found: {
  guardChanged: boolean;
  validationBroken: boolean;
  outOfScope: readonly string[];
}): string[] {
  return [
    ...(found.guardChanged ? ["guard_changed"] : []),
    ...(found.validationBroken ? ["validation_broken"] : []),
    ...(found.outOfScope.length > 0 ? ["out_of_scope"] : []),
  ];
}

function findSurface({ surfaces }: AssessmentBase, id: string): Surface {
  const surface = surfaces[id];
  if (surface === undefined) throw new Error(`surface ${id}: the environment declares no such surface`);
  return surface;
}

/** Keeps the last answer: a stop is assessed when it ends and once more when the trial is scored. */
function remembering(assess: Assess): Assess {
  const known = new WeakMap<readonly FileChange[], Assessment>();
  return (changes) => {
    const assessment = known.get(changes) ?? assess(changes);
    known.set(changes, assessment);
    return assessment;
  };
}
