import { existsSync, readFileSync } from "node:fs";
import type { ModelEntry } from "../schema/models.js";
import { InputError } from "../schema/input-error.js";
import type { PlannedModel } from "../schema/run.js";
import { CatalogError } from "../catalog/problem.js";
import { parseModels } from "../catalog/read-models.js";
import { defaultPersonas, personas } from "../model/scripted/personas.js";
import { openRunFolder, readManifest } from "../trace/run-folder.js";

/** Everything that `provider/` may be. */
export const providers = ["anthropic", "openai", "openai-chat", "scripted", "replay"] as const;
export type Provider = (typeof providers)[number];

/** `provider/name`, taken apart at the first slash. */
export interface ModelName {
  readonly provider: Provider;
  readonly name: string;
}

/** Throws `InputError` for a name without a known provider. */
export function parseModelName(model: string): ModelName {
  const slash = model.indexOf("/");
  const provider = providers.find((candidate) => candidate === model.slice(0, slash));
  const name = model.slice(slash + 1);
  if (provider === undefined || name === "") {
    throw new InputError(
      `--model: expected ${providers.join("/..., ")}/... or a name from models.yaml, got "${model}"`,
    );
  }
  return { provider, name };
}

type ModelEntries = ReadonlyMap<string, ModelEntry>;

/** The models of `models.yaml` in the working folder, or none. Throws `InputError` or `CatalogError` for a bad file. */
export function readModelsFile(path: string | undefined): ModelEntries {
  const file = path ?? "models.yaml";
  if (path === undefined && !existsSync(file)) return new Map();
  if (!existsSync(file)) throw new InputError(`--models: ${file}: no such file`);
  const loaded = parseModels(readFileSync(file, "utf8"), file);
  if (!loaded.ok) throw new CatalogError(loaded.problems);
  return loaded.value;
}

/**
 * The models of a run from the names that the user gave: names of `models.yaml`, `provider/name`,
 * `scripted/all`, or `replay/RUN`, which stands for every model of that run. No name: the personas.
 */
export function planModels(
  names: readonly string[],
  options: { readonly models: ModelEntries; readonly baseUrl: string | undefined },
): PlannedModel[] {
  const asked = names.length === 0 ? ["scripted/all"] : names;
  const planned = asked.flatMap((name) => planModel(name, options));
  const seen = new Set<string>();
  for (const { model } of planned) {
    if (seen.has(model)) throw new InputError(`--model: ${model} is named twice`);
    seen.add(model);
  }
  return planned;
}

function planModel(
  asked: string,
  { models, baseUrl }: { readonly models: ModelEntries; readonly baseUrl: string | undefined },
): PlannedModel[] {
  const entry = models.get(asked);
  const { provider, name } = parseModelName(entry?.model ?? asked);
  const offline = { family: null, baseUrl: null, settings: {}, price: null };
  if (provider === "scripted") {
    const chosen = name === "all" ? defaultPersonas : [name];
    for (const persona of chosen) {
      if (!Object.hasOwn(personas, persona)) {
        throw new InputError(
          `--model: scripted/${persona}: expected one of ${Object.keys(personas).join(", ")}`,
        );
      }
    }
    return chosen.map((persona) => ({
      model: `scripted/${persona}`,
      uses: `scripted/${persona}`,
      ...offline,
    }));
  }
  if (provider === "replay") {
    const [folder = "", wanted] = name.split("#");
    const { models: replayed } = readManifest(openRunFolder(folder));
    return replayed
      .filter(({ model }) => wanted === undefined || model === wanted)
      .map(({ model, family, price }) => {
        const uses = `replay/${folder}#${model}`;
        return { ...offline, model: uses, uses, family, price };
      });
  }
  const { model: _, family = null, price = null, baseUrl: ownUrl, ...settings } = entry ?? { model: asked };
  return [
    {
      model: asked,
      uses: `${provider}/${name}`,
      family,
      baseUrl: baseUrl ?? ownUrl ?? null,
      settings: JSON.parse(JSON.stringify(settings)) as PlannedModel["settings"],
      price,
    },
  ];
}
