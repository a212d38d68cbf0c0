import type { LoadedEnvironment } from "../catalog/load-environment.js";
import { labSetting } from "../lab/lab-setting.js";
import { createRunCommand } from "../lab/validate-tree.js";
import { createReader } from "../probes/read-surface.js";
import type { Scalar } from "../schema/common.js";
import type { Surface } from "../schema/environment.js";
import type { Readout } from "../schema/readout.js";
import type { ScoringSpec } from "../schema/task.js";
import type { Tree } from "../schema/tree.js";
import { openAssessor } from "../scorers/assess.js";
import type { TaskAssessor } from "../scorers/assess.js";
import type { Assess } from "../scorers/score-trial.js";

/** What can be asked of one tree. */
export interface TreeReading {
  readonly read: (surface: Surface, parameters: Readonly<Record<string, Scalar>>) => Readout;
  /** Runs a line of the lab's own command line. */
  readonly run: (line: string) => {
    readonly exitCode: number;
    readonly stdout: string;
    readonly stderr: string;
  };
}

/** The scorer over one staged tree. */
export interface StagedScoring extends TreeReading {
  readonly assess: (spec: ScoringSpec) => Assess;
  /** Another tree that differs from the staged one in these paths only. */
  readonly over: (tree: Tree, changed: Iterable<string>) => TreeReading;
}

/** The scorer that is put to the proof. */
export type OpenScoring = (environment: LoadedEnvironment, staged: Tree) => StagedScoring;

/** The scorer that scores trials. */
export const openScoring: OpenScoring = ({ file, commands }, staged) => {
  const { lab, compose, surfaces, validate = null } = file;
  const setting = labSetting(file);
  const runOver: (line: string, tree: Tree) => ReturnType<TreeReading["run"]> = createRunCommand(
    Object.values(commands),
    setting,
  );
  const reader = createReader({ tree: staged, compose, runCommand: runOver });
  // Many a staged tree is only read; an assessor validates its tree when it is opened.
  let assessor: TaskAssessor | undefined;
  const openOnce = (): TaskAssessor =>
    (assessor ??= openAssessor({ lab, compose, surfaces, validate, commands }, staged));
  return {
    assess: (spec) => openOnce().forTask(spec),
    read: (surface, parameters) => reader.read(surface, parameters),
    run: (line) => runOver(line, staged),
    over(tree, changed) {
      const changedReader = reader.over(tree, changed);
      return {
        read: (surface, parameters) => changedReader.read(surface, parameters),
        run: (line) => runOver(line, tree),
      };
    },
  };
};
