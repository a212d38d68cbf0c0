import { z } from "zod";
import { BaseEvidence } from "./base-evidence.js";
import { CalibrationResult, TranscriptFile } from "./calibration.js";
import { CommandFile } from "./command.js";
import { Environment } from "./environment.js";
import { TraceEvent } from "./event.js";
import { History } from "./history.js";
import { JudgeNote } from "./judge-note.js";
import { ModelsFile } from "./models.js";
import { OverlayCommit } from "./overlay.js";
import { Report } from "./report.js";
import { RunManifest, ScoreRecord, TrialRecord } from "./run.js";
import { Simulation } from "./simulation.js";
import { TaskFile } from "./task.js";

const published: Readonly<Record<string, z.ZodType>> = {
  environment: Environment,
  history: History,
  command: CommandFile,
  "overlay-commit": OverlayCommit,
  task: TaskFile,
  models: ModelsFile,
  simulation: Simulation,
  run: RunManifest,
  trial: TrialRecord,
  score: ScoreRecord,
  "judge-note": JudgeNote,
  transcripts: TranscriptFile,
  calibration: CalibrationResult,
  report: Report,
  "trace-event": TraceEvent,
  "base-evidence": BaseEvidence,
};

/** The JSON Schema of every public file and record, as text by file name. What users write is described as input. */
export function renderJsonSchemas(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(published).map(([name, schema]) => {
      const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any", target: "draft-2020-12" });
      return [
        `${name}.schema.json`,
        `${JSON.stringify({ title: `Palimpsest ${name}`, ...json }, null, 2)}\n`,
      ];
    }),
  );
}
