import type { FollowupPlan } from "../schema/labels.js";
import type { Outcome } from "../schema/outcome.js";
import type { Sampling } from "../schema/run.js";

/** What each command may be told, as commander hands it over. */

export interface RunOptions {
  readonly suite?: string;
  readonly task: readonly string[];
  readonly model: readonly string[];
  readonly models?: string;
  readonly simulate?: string;
  readonly trials: Sampling;
  readonly vary: readonly string[];
  readonly followups: FollowupPlan;
  readonly concurrency: number;
  readonly maxTurns?: number;
  readonly maxTokens?: number;
  readonly maxCost?: number;
  readonly baseUrl?: string;
  readonly out?: string;
  readonly seed: number;
  readonly awareness?: true;
  readonly judge: readonly string[];
  readonly judgeBaseUrl?: string;
  readonly judgeOwnFamily?: true;
  readonly pilot?: number;
  readonly yes?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

export interface ResumeOptions {
  readonly concurrency?: number;
  readonly maxCost?: number;
  readonly json?: true;
}

export interface PowerOptions {
  readonly gap: number;
  readonly pairs?: number;
  readonly trials?: number;
  readonly control: number;
  readonly resemblance: number;
  readonly power: number;
  readonly json?: true;
}

export interface JudgeRunOptions {
  readonly judge: readonly string[];
  readonly judgeOwnFamily?: true;
  readonly models?: string;
  readonly baseUrl?: string;
  readonly concurrency: number;
  readonly maxCost?: number;
  readonly json?: true;
}

export interface CalibrateOptions {
  readonly judge: readonly string[];
  readonly models?: string;
  readonly baseUrl?: string;
  readonly concurrency: number;
  readonly maxCost?: number;
  readonly limit?: number;
  readonly set?: string;
  readonly out?: string;
  readonly json?: true;
}

export interface ListOptions {
  readonly json?: true;
  readonly outcome?: Outcome;
  readonly model?: string;
  readonly task?: string;
}

export interface NewTaskOptions {
  readonly environment: string;
  readonly suite: string;
  readonly pair?: string;
}

export interface StageOptions {
  readonly variant?: string;
  readonly family?: string;
  readonly json?: true;
}

export interface GradeOptions {
  readonly form?: string;
  readonly message?: string;
  readonly json?: true;
}

export const reportFormats = ["table", "markdown", "html", "json", "csv"] as const;
export type ReportFormat = (typeof reportFormats)[number];

export interface ReportOptions {
  readonly format?: ReportFormat;
  readonly json?: true;
  readonly full?: true;
  readonly mixed?: true;
  readonly against?: string;
  readonly out?: string;
  /** Whether the trials of a page that is written to a file have pages of their own. */
  readonly pages: boolean;
}
