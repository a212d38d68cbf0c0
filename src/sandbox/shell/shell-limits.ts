import type { BashOptions } from "just-bash";

const never = 1_000_000_000;
const mebibyte = 1024 * 1024;

/** Bounds inside one command line. Time is bounded by whoever owns the thread, so counts hardly are. */
export const shellLimits: NonNullable<BashOptions["executionLimits"]> = {
  maxSourceBytes: 2 * mebibyte,
  maxCallDepth: 900,
  maxExecDepth: 100,
  maxCommandCount: never,
  maxLoopIterations: never,
  maxAwkIterations: never,
  maxSedIterations: never,
  maxJqIterations: never,
  maxWorkUnits: never,
  maxTraversalEntries: never,
  maxTraversalWork: never,
  maxGlobOperations: never,
  maxLiveBytes: 128 * mebibyte,
  maxInputBytes: 64 * mebibyte,
  maxStringLength: 32 * mebibyte,
  maxOutputSize: 32 * mebibyte,
  maxArrayElements: 5_000_000,
  maxBraceExpansionResults: 1_000_000,
  maxHeredocSize: 8 * mebibyte,
  maxExecutionTimeMs: never,
};
