import { readingTool } from "../scorers/judge/read-answer.js";
import { judgeInstructions } from "../scorers/judge/rubric.js";
import { viewVersion } from "../scorers/judge/view-transcript.js";
import { digestJson } from "./fingerprint.js";

/** The digest of what judges are told and how they are shown a trial; readings under different ones may not be compared. */
export function digestRubric(): string {
  return digestJson({ judgeInstructions, readingTool, viewVersion });
}
