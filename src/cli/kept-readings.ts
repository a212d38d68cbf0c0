import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { digestJson } from "../runner/fingerprint.js";
import { digestRubric } from "../runner/judge-rubric.js";
import type { LabelledTranscript } from "../schema/calibration.js";
import { Identifier } from "../schema/common.js";
import { Usage } from "../schema/conversation.js";
import { JudgeReading } from "../schema/judge.js";
import type { PlannedJudge } from "../schema/run.js";
import { addUsage, noUsage } from "../schema/usage.js";
import type { JudgeAnswer } from "../scorers/judge/ask-judge.js";
import { namingFailures } from "../trace/file-failure.js";
import { JsonLinesWriter, readJsonLines } from "../trace/json-lines.js";
import { makeFolder } from "../trace/run-folder.js";

const KeptReading = z.strictObject({
  of: z.string().describe("Digest of judge, settings, rubric and set; readings of another are passed over"),
  id: Identifier,
  reading: JudgeReading.nullable(),
  why: z.string().nullable(),
  usage: Usage,
  failed: z.boolean().describe("No answer came at all: its tokens count, and it is asked for again"),
});
type KeptReading = z.infer<typeof KeptReading>;

/**
 * The answers of a calibration that is under way, in a file beside its result: they were paid for, and a calibration that was
 * interrupted goes on from them. A judge that did not answer at all is asked again.
 */
export class KeptReadings {
  readonly path: string;
  readonly #of: string;
  readonly #transcripts: number;
  readonly #readings = new Map<string, KeptReading>();
  #usage = noUsage;

  /** `result` is where the calibration will be stored. */
  constructor(result: string, judge: PlannedJudge, transcripts: readonly LabelledTranscript[]) {
    const { model, uses, baseUrl, settings } = judge;
    this.path = `${result.replace(/\.json$/, "")}.readings.jsonl`;
    this.#of = digestJson({ model, uses, baseUrl, settings, rubric: digestRubric(), transcripts });
    this.#transcripts = transcripts.length;
    for (const kept of readJsonLines(this.path, KeptReading)) if (kept.of === this.#of) this.#count(kept);
  }

  get count(): number {
    return this.#readings.size;
  }

  /** Whether there is something to go on from. */
  get isIncomplete(): boolean {
    return this.count > 0 && this.count < this.#transcripts;
  }

  /** Tokens of everything that was asked, in this process or before. */
  get usage(): Usage {
    return this.#usage;
  }

  find({ id }: LabelledTranscript): Pick<KeptReading, "reading" | "why"> | undefined {
    const kept = this.#readings.get(id);
    return kept === undefined ? undefined : { reading: kept.reading, why: kept.why };
  }

  take({ id }: LabelledTranscript, { reading, why, usage, failed }: JudgeAnswer): void {
    const kept = { of: this.#of, id, reading, why, usage, failed };
    this.#count(kept);
    if (failed && usage.input + usage.output === 0) return;
    namingFailures(this.path, () => makeFolder(dirname(this.path)));
    const file = new JsonLinesWriter(this.path);
    try {
      file.append(kept);
    } finally {
      file.close();
    }
  }

  #count(kept: KeptReading): void {
    this.#usage = addUsage(this.#usage, kept.usage);
    if (!kept.failed) this.#readings.set(kept.id, kept);
  }

  discard(): void {
    namingFailures(this.path, () => rmSync(this.path, { force: true }));
  }
}
