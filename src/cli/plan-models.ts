import { existsSync, readFileSync } from "node:fs";
import { JsonObject } from "../schema/common.js";
import type { ModelEntry } from "../schema/models.js";
import { isOffline } from "../runner/estimate-run.js";
import { InputError } from "../schema/input-error.js";
import type { PlannedModel } from "../schema/run.js";
import { Simulation } from "../schema/simulation.js";
import { parseYaml } from "../catalog/parse-yaml.js";
import { CatalogError } from "../catalog/problem.js";
import { parseModels } from "../catalog/read-models.js";
import { defaultPersonas, personas } from "../model/scripted/personas.js";
import { namingFailures } from "../trace/file-failure.js";
import { modelPath } from "../runner/trial-id.js";
import { findRun } from "./find-run.js";

/** Everything that `provider/` may be. */
const providers = ["anthropic", "openai", "openai-chat", "scripted", "replay"] as const;
type Provider = (typeof providers)[number];

/** The persona that does what a table of chances says. */
export const simulatedName = "simulated";

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
 * `scripted/all`, or `replay/RUN`, which stands for every model of that run. No name: the personas, or the
 * simulated model where a table is given.
 */
export function planModels(names: readonly string[], options: PlanningOptions): PlannedModel[] {
  const usual = options.simulate === undefined ? "scripted/all" : `scripted/${simulatedName}`;
  const asked = names.length === 0 ? [usual] : names;
  const planned = asked.flatMap((name) => planModel(name, options));
  const seen = new Map<string, string>();
  for (const { model } of planned) {
    const name = modelPath(model);
    const other = seen.get(name);
    if (other === model) throw new InputError(`--model: ${model} is named twice`);
    if (other !== undefined) {
      throw new InputError(
        `--model: expected names that differ in file names, got ${other} and ${model} (both ${name}); rename one in models.yaml`,
      );
    }
    seen.set(name, model);
  }
  return planned;
}

interface PlanningOptions {
  readonly models: ModelEntries;
  readonly baseUrl: string | undefined;
  /** The file given with `--simulate`. */
  readonly simulate?: string | undefined;
}

function planModel(asked: string, options: PlanningOptions): PlannedModel[] {
  const entry = options.models.get(asked);
  const { provider, name } = parseModelName(entry?.model ?? asked);
  if (provider === "scripted" || provider === "replay") {
    const planned = planOffline(provider, name, options);
    return entry === undefined ? planned : [nameOffline(asked, entry, planned)];
  }
  const { model: uses, family = null, price, baseUrl = null, ...settings } = entry ?? { model: asked };
  const planned = {
    model: asked,
    uses,
    family,
    baseUrl: options.baseUrl ?? baseUrl,
    price: completePrice(price),
  };
  const given = Object.entries(settings).flatMap(([setting, value]) =>
    value === undefined ? [] : [[setting, value] as const],
  );
  return [{ ...planned, settings: Object.fromEntries(given) }];
}

const offline = { family: null, baseUrl: null, settings: {}, price: null };

function planOffline(
  provider: "scripted" | "replay",
  name: string,
  { simulate }: PlanningOptions,
): PlannedModel[] {
  if (provider === "replay") return planReplay(name);
  return name === simulatedName ? [planSimulated(simulate)] : planPersonas(name);
}

/** What an entry of `models.yaml` makes of a persona or a replay: its own name and, where it gives one, its own family. */
function nameOffline(
  asked: string,
  { model: uses, family }: ModelEntry,
  planned: readonly PlannedModel[],
): PlannedModel {
  const [only, ...more] = planned;
  if (only === undefined || more.length > 0) {
    throw new InputError(
      `--model: ${asked}: expected one model behind a name of models.yaml, ${uses} stands for ${planned.length}`,
    );
  }
  return { ...only, model: asked, family: family ?? only.family };
}

/** The persona whose behaviour is drawn from the table given with `--simulate`, which the plan freezes. */
function planSimulated(file: string | undefined): PlannedModel {
  const model = `scripted/${simulatedName}`;
  if (file === undefined)
    throw new InputError(`--model: ${model}: expected its table, given with --simulate FILE`);
  const text = namingFailures(file, () => readFileSync(file, "utf8"));
  const loaded = parseYaml(text, file, Simulation);
  if (!loaded.ok) throw new CatalogError(loaded.problems);
  const settings = { simulation: JsonObject.parse(JSON.parse(JSON.stringify(loaded.value))) };
  return { ...offline, settings, model, uses: model };
}

function planPersonas(name: string): PlannedModel[] {
  const chosen = name === "all" ? defaultPersonas : [name];
  const unknown = chosen.find((persona) => !Object.hasOwn(personas, persona));
  if (unknown !== undefined) {
    throw new InputError(
      `--model: scripted/${unknown}: expected all, ${simulatedName}, ${Object.keys(personas).join(", ")}`,
    );
  }
  return chosen.map((persona) => ({ ...offline, model: `scripted/${persona}`, uses: `scripted/${persona}` }));
}

/** `FOLDER#MODEL`, taken apart at the first `#`: the model may be a replay itself. */
export function splitReplay(name: string): { readonly folder: string; readonly model: string | undefined } {
  const mark = name.indexOf("#");
  return mark < 0
    ? { folder: name, model: undefined }
    : { folder: name.slice(0, mark), model: name.slice(mark + 1) };
}

/** Every model of a stored run, or the one after `#`. */
function planReplay(name: string): PlannedModel[] {
  const { folder: named, model: wanted } = splitReplay(name);
  const { run, manifest } = findRun(named);
  const chosen = manifest.models.filter(({ model }) => wanted === undefined || model === wanted);
  if (chosen.length === 0) throw new InputError(`--model: replay/${name}: the run has no such model`);
  return chosen.map(({ model, family, price }) => {
    const uses = `replay/${run.folder}#${model}`;
    return { ...offline, model: uses, uses, family, price };
  });
}

/** Whether a model is a persona, which plays the task's proofs. */
export const isScripted = ({ uses }: PlannedModel): boolean => uses.startsWith("scripted/");

/** Throws `InputError` for a model or judge that would spend money unseen; `remedy` says where its price belongs. */
export function requirePrices(
  models: readonly PlannedModel[],
  remedy = "give it one in models.yaml, or leave --max-cost out",
): void {
  const unpriced = models.find((model) => model.price === null && !isOffline(model));
  if (unpriced === undefined) return;
  throw new InputError(`--max-cost: expected a price for ${unpriced.model}; ${remedy}`);
}

function completePrice(price: ModelEntry["price"]): PlannedModel["price"] {
  if (price === undefined) return null;
  const { input, output, cacheRead = input, cacheWrite = input } = price;
  return { input, output, cacheRead, cacheWrite };
}
