import { readFile } from "node:fs/promises";
import { ModelsFile, type ModelEntry } from "../schema/models.js";
import { parseYaml } from "./parse-yaml.js";
import { CatalogError, type Loaded } from "./problem.js";

/** The names that may stand before the slash. */
const providers = ["anthropic", "openai", "openai-chat", "scripted", "replay"];

/** The entries of a `models.yaml` by name. Throws a `CatalogError` that names file, field and what was expected. */
export async function readModels(file: string): Promise<ReadonlyMap<string, ModelEntry>> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch {
    throw new CatalogError([{ file, field: "", message: "cannot be read, expected a file of models" }]);
  }
  const loaded = parseModels(text, file);
  if (!loaded.ok) throw new CatalogError(loaded.problems);
  return loaded.value;
}

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
