import { ModelEntry } from "../schema/models.js";
import type { PlannedJudge, PlannedModel, RunManifest } from "../schema/run.js";
import { findAddressFault, maskAddress } from "../schema/server-address.js";
import { Simulation } from "../schema/simulation.js";
import { InputError } from "../schema/input-error.js";
import { createAnthropicSource } from "../model/anthropic/source.js";
import { createOpenAiChatSource } from "../model/openai-chat/source.js";
import { createOpenAiSource } from "../model/openai/source.js";
import { ModelError, type ModelSource, type PlainSource, type TrialContext } from "../model/model.js";
import { createReplaySource } from "../model/replay/replay-model.js";
import type { PersonaScript } from "../model/scripted/persona-script.js";
import { personas } from "../model/scripted/personas.js";
import { createScriptedSource } from "../model/scripted/scripted-model.js";
import { createSimulatedSource } from "../model/scripted/simulated.js";
import type { ProviderOptions } from "../model/transport/provider-options.js";
import { readKey, type NetworkProvider } from "../model/transport/read-key.js";
import type { OpenJudge } from "../runner/judge-trial.js";
import { openRunFolder, readManifest } from "../trace/run-folder.js";
import { behaviourSource } from "../simulation/draw-behaviour.js";
import { readTrace } from "../trace/trace-writer.js";
import { parseModelName, splitReplay, simulatedName } from "./plan-models.js";

const Settings = ModelEntry.pick({
  keyVariable: true,
  maxOutputTokens: true,
  reasoning: true,
  temperature: true,
  extra: true,
});

const factories: Readonly<Record<NetworkProvider, (options: ProviderOptions) => PlainSource>> = {
  anthropic: createAnthropicSource,
  openai: createOpenAiSource,
  "openai-chat": createOpenAiChatSource,
};

/** The adapters of a run's models by name: the one place where they are chosen. Throws `InputError` for a missing key. */
export function openSources(
  { models, seed }: Pick<RunManifest, "models" | "seed">,
  scriptOf: (context: TrialContext) => PersonaScript,
): ReadonlyMap<string, ModelSource> {
  return new Map(models.map((model) => [model.model, openSource(model, seed, scriptOf)]));
}

/** A judge is asked about many trials, and a trial can be read later: it gets less time and fewer tries than a model. */
const judgePatience = { timeoutMs: 120_000, maxTries: 4, firstWaitMs: 2_000 } as const;

/** The judges of a run. Throws `InputError` for a missing key. */
export function openJudges(judges: readonly PlannedJudge[]): OpenJudge[] {
  return judges.map((planned) => {
    const { provider, name } = parseModelName(planned.uses);
    if (provider === "scripted" || provider === "replay") {
      throw new InputError(`--judge: ${planned.model}: expected a model that reads`);
    }
    return { planned, model: openProvider(provider, name, planned, "--judge", judgePatience).open() };
  });
}

function openSource(
  planned: PlannedModel,
  seed: number,
  scriptOf: (context: TrialContext) => PersonaScript,
): ModelSource {
  const { provider, name } = parseModelName(planned.uses);
  switch (provider) {
    case "scripted": {
      if (name === simulatedName) return openSimulated(planned, seed, scriptOf);
      const persona = personas[name];
      if (persona === undefined) throw new InputError(`--model: there is no persona ${name}`);
      return createScriptedSource(persona, scriptOf);
    }
    case "replay":
      return openReplay(name);
    case "anthropic":
    case "openai":
    case "openai-chat":
      return openProvider(provider, name, planned, "--model");
  }
}

/** Behaviours drawn from the table that the plan froze, by the run's seed. */
function openSimulated(
  { settings }: PlannedModel,
  seed: number,
  scriptOf: (context: TrialContext) => PersonaScript,
): ModelSource {
  const behaviourOf = behaviourSource(Simulation.parse(settings.simulation), seed);
  return createSimulatedSource(({ trial, planned }) => behaviourOf(trial, planned), scriptOf);
}

function openProvider(
  provider: NetworkProvider,
  model: string,
  planned: PlannedModel,
  option: "--model" | "--judge",
  patience: Pick<ProviderOptions, "timeoutMs" | "maxTries" | "firstWaitMs"> = {},
): PlainSource {
  const { keyVariable, ...settings } = Settings.parse(planned.settings);
  const baseUrl = planned.baseUrl ?? undefined;
  refuseAddress(provider, baseUrl);
  try {
    const apiKey = readKey({ provider, model, keyVariable, baseUrl, environment: process.env });
    return factories[provider]({ model, apiKey, baseUrl, ...settings, ...patience });
  } catch (error) {
    if (error instanceof ModelError) throw new InputError(`${option}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** Where the SDKs look for an address that nobody gave. */
const addressVariable: Readonly<Record<NetworkProvider, string>> = {
  anthropic: "ANTHROPIC_BASE_URL",
  openai: "OPENAI_BASE_URL",
  "openai-chat": "OPENAI_BASE_URL",
};

/** Refuses an address of a stored plan or of the environment that no model can be reached at. */
function refuseAddress(provider: NetworkProvider, baseUrl: string | undefined): void {
  const variable = addressVariable[provider];
  const address = baseUrl ?? process.env[variable]?.trim() ?? "";
  const fault = address === "" ? null : findAddressFault(address);
  if (fault === null) return;
  const place = baseUrl === undefined ? variable : "baseUrl";
  throw new InputError(`${place}: ${fault}, got ${JSON.stringify(maskAddress(address))}`);
}

/** `FOLDER#MODEL`: the answers of that model's trials of the same task, variant and index. */
function openReplay(name: string): ModelSource {
  const { folder, model } = splitReplay(name);
  const run = openRunFolder(folder);
  const stored = readManifest(run).trials.filter((trial) => trial.model === model);
  return createReplaySource(({ planned, index }) => {
    const match = stored.find(
      ({ task, variant, index: at }) => task === planned.task && variant === planned.variant && at === index,
    );
    return match === undefined ? [] : readTrace(run.events(match.trial));
  });
}
