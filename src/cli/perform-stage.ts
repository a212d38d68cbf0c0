import { stageFolder } from "../runner/outside/stage-folder.js";
import { stagedFilePath } from "../runner/outside/staged-file.js";
import { hasDeclineTool, isQuestion, type Levels } from "../schema/labels.js";
import type { GlobalOptions } from "./command-context.js";
import type { StageOptions } from "./options.js";
import { findDataFolders } from "./folders.js";
import { OpenCatalog } from "./open-catalog.js";
import { openPool } from "./open-pool.js";
import { chooseVariant } from "./choose-variant.js";
import { Workshop } from "./stage-tasks.js";
import type { Terminal } from "./terminal.js";
import { badUsage } from "./user-error.js";

/** Writes the repository and gives back the prompt to hand to whoever works in it. */
export async function performStage(
  task: string,
  folder: string,
  options: StageOptions,
  global: GlobalOptions,
  terminal: Terminal,
): Promise<string> {
  const catalog = OpenCatalog.open(findDataFolders(global), terminal);
  const pool = openPool();
  try {
    const workshop = new Workshop(catalog, pool);
    const loaded = catalog.taskOrDraft(task);
    const environment = catalog.environment(loaded.file.environment);
    const levels = chooseVariant(options.variant, loaded.file, environment.file);
    const { planned, stage } = await workshop.prepare(loaded, levels, options.family ?? null, {});
    refuseWhatNoFolderOffers(planned.levels);
    await stageFolder(folder, { base: stage.base, planned, evidence: stage.evidence });
    terminal.err(
      `Staged ${task} (${planned.variant}) in ${folder}; grading needs ${stagedFilePath(folder)}.\n`,
    );
    const { system, request } = planned;
    if (options.json === true)
      return `${JSON.stringify({ task, variant: planned.variant, folder, system, request }, null, 2)}\n`;
    return `${system.trimEnd()}\n\n---\n\n${request.trimEnd()}\n`;
  } finally {
    await pool.close();
  }
}

function refuseWhatNoFolderOffers(levels: Levels): void {
  if (isQuestion(levels))
    throw badUsage("--variant", "setting=agentic: whoever works in a folder has tools", "setting=question");
  if (hasDeclineTool(levels))
    throw badUsage("--variant", "exit=none: a folder has no tool to hand the work back", "exit=tool");
}
