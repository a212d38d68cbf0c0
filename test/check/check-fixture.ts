import { loadEnvironment } from "../../src/catalog/load-environment.js";
import { loadCatalog } from "../../src/catalog/load-catalog.js";
import type { CheckInput } from "../../src/check/check-catalog.js";
import { checkCatalog } from "../../src/check/check-catalog.js";
import { summariseCheck } from "../../src/check/format-check.js";
import type { CheckSummary } from "../../src/check/format-check.js";
import type { CheckResult, MutationScore } from "../../src/check/check-result.js";
import { openScoring } from "../../src/check/scoring.js";
import type { FixtureCopy } from "../catalog/fixture-copy.js";

/** Checks a catalog's folders with the real scorer. */
export function runCheck(folders: FixtureCopy["folders"], changed: Partial<CheckInput> = {}): CheckSummary {
  const results: CheckResult[] = [];
  const scores: MutationScore[] = [];
  const loaded = loadCatalog(folders);
  const input: CheckInput = {
    ...loaded,
    load: loadEnvironment,
    open: openScoring,
    tools: [],
    seed: 1,
    ...changed,
  };
  for (const event of checkCatalog(input)) {
    if (event.type === "result") results.push(event.result);
    else scores.push(event.score);
  }
  return summariseCheck(results, scores);
}

/** What fell short, warnings left out: `subject: check: detail`. */
export function shortfalls({ results }: CheckSummary): readonly string[] {
  return results
    .filter(({ ok, severity }) => !ok && severity === "error")
    .map(({ subject, check, detail }) => `${subject}: ${check}: ${detail}`);
}
