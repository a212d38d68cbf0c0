import { OpenCatalog } from "../../src/cli/open-catalog.js";
import { openSources } from "../../src/cli/open-sources.js";
import { createPersonaScripts } from "../../src/cli/persona-scripts.js";
import type { RunParts } from "../../src/cli/perform-run.js";
import { planModels } from "../../src/cli/plan-models.js";
import { planRun, type RunRequest } from "../../src/cli/plan-run.js";
import { Workshop } from "../../src/cli/stage-tasks.js";
import type { Terminal } from "../../src/cli/terminal.js";
import { createWorkerPool, type WorkerPool } from "../../src/sandbox/worker-pool.js";
import { createRunFolder } from "../../src/trace/run-folder.js";
import { fixtureFolders } from "../catalog/fixture-copy.js";

/** A pool of the built worker. */
export const openBuiltPool = (): WorkerPool =>
  createWorkerPool({ worker: new URL("../../dist/shell-worker.js", import.meta.url) });

/** A planned run of the fixture's suite in a folder, ready to be performed in this process. */
export async function planTinyRun(
  folder: string,
  pool: WorkerPool,
  {
    models = ["scripted/refuser"],
    ...more
  }: { models?: string[] } & Partial<Omit<RunRequest, "models">> = {},
): Promise<RunParts> {
  const catalog = OpenCatalog.openWhole(fixtureFolders);
  const request: RunRequest = {
    subject: "tiny",
    tasks: catalog.suite("tiny"),
    vary: { design: "crossed", choices: [] },
    models: planModels(models, { models: new Map(), baseUrl: undefined }),
    limits: {},
    sampling: { rule: "fixed", n: 1 },
    followups: "none",
    concurrency: 2,
    maxCost: null,
    awareness: false,
    judges: [],
    seed: 1,
    version: "0",
    ...more,
  };
  const { manifest, prepared, stages } = await planRun(request, catalog, new Workshop(catalog, pool));
  const evidence = new Map([...stages].map(([digest, stage]) => [digest, stage.evidence]));
  const run = createRunFolder(folder, manifest, evidence);
  const sources = openSources(manifest, createPersonaScripts(prepared, catalog));
  return { run, manifest, stages, sources, judges: [] };
}

/** A terminal that keeps what it is told. */
export function listeningTerminal(): { readonly terminal: Terminal; readonly heard: () => string } {
  const heard: string[] = [];
  const err = (text: string): void => void heard.push(text);
  return {
    terminal: { out: () => undefined, err, isLive: false, columns: 80 },
    heard: () => heard.join(""),
  };
}
