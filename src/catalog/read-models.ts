import { ModelsFile, type ModelEntry } from "../schema/models.js";
import { parseYaml } from "./parse-yaml.js";
import type { Loaded } from "./problem.js";

/** The names that may stand before the slash. */
const providers = ["anthropic", "openai", "openai-chat", "scripted", "replay"];

/** The entries of a `models.yaml` by name, or every fault in it. */
export function parseModels(text: string, file: string): Loaded<ReadonlyMap<string, ModelEntry>> {
  const parsed = parseYaml(text, file, ModelsFile);
  if (!parsed.ok) return parsed;
  const entries = Object.entries(parsed.value.models);
  const problems = entries.flatMap(([name, entry]) =>
    providers.includes(entry.model.slice(0, entry.model.indexOf("/")))
      ? []
      : [
          {
            file,
            field: `models.${name}.model`,
            message: `expected one of ${providers.join(", ")} before the slash, got "${entry.model}"`,
          },
        ],
  );
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: new Map(entries) };
}
