import type { ModelEntry } from "../schema/models.js";
import type { PlannedJudge } from "../schema/run.js";
import { badUsage } from "./user-error.js";
import { planModels } from "./plan-models.js";

/** The providers whose models can read. */
const readers = ["anthropic", "openai", "openai-chat"];

export interface JudgeOptions {
  /** The entries of `models.yaml`. */
  readonly models: ReadonlyMap<string, ModelEntry>;
  readonly baseUrl: string | undefined;
  readonly ownFamily: boolean;
}

/** The judges that the user named, as `provider/name` or by their names in `models.yaml`; none for no name. */
export function planJudges(
  names: readonly string[],
  { models, baseUrl, ownFamily }: JudgeOptions,
): PlannedJudge[] {
  const seen = new Set<string>();
  for (const name of names) {
    const uses = models.get(name)?.model ?? name;
    if (!readers.includes(uses.slice(0, Math.max(0, uses.indexOf("/"))))) {
      throw badUsage("--judge", `${readers.join("/..., ")}/... or a name from models.yaml`, name);
    }
    if (seen.has(name)) throw badUsage("--judge", "each judge once", name);
    seen.add(name);
  }
  if (names.length === 0) return [];
  return planModels(names, { models, baseUrl }).map((planned) => ({ ...planned, ownFamily }));
}
