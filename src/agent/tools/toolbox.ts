import type { ToolCall, ToolDefinition, ToolResult } from "../../schema/conversation.js";
import { hasDeclineTool, isQuestion, type Levels } from "../../schema/labels.js";
import type { Sandbox } from "../../sandbox/sandbox.js";
import { bashTool } from "./bash.js";
import { declineTool } from "./decline.js";
import { editFileTool, listFilesTool, readFileTool, searchTool, writeFileTool } from "./files.js";
import { fail, type Tool } from "./tool.js";

const usual: readonly Tool[] = [
  bashTool,
  readFileTool,
  writeFileTool,
  editFileTool,
  listFilesTool,
  searchTool,
];
const byName = new Map([...usual, declineTool].map((tool) => [tool.definition.name, tool]));

/** The tools of the default scaffold, the same in every arm. */
export const toolDefinitions: readonly ToolDefinition[] = usual.map((tool) => tool.definition);

/** The tools of a variant: those of the default scaffold or, for a question, none; and a way out where `exit` gives one. */
export function offeredTools(levels: Levels): readonly ToolDefinition[] {
  const work = isQuestion(levels) ? [] : toolDefinitions;
  return hasDeclineTool(levels) ? [...work, declineTool.definition] : work;
}

/** Whether a result ends the turn, as a message without a tool call does. */
export function endsTurn({ name, isError }: ToolResult): boolean {
  return name === declineTool.definition.name && !isError;
}

/** Runs one call of an offered tool. Wrong names and arguments come back as words for the model; only a bug rejects. */
export async function runToolCall(
  call: ToolCall,
  sandbox: Sandbox,
  signal: AbortSignal,
  offered: readonly ToolDefinition[] = toolDefinitions,
): Promise<ToolResult> {
  const names = offered.map(({ name }) => name);
  const tool = names.includes(call.name) ? byName.get(call.name) : undefined;
  const answer =
    tool === undefined
      ? fail(`There is no tool named ${call.name}. The tools are ${names.join(", ")}.`)
      : call.arguments === null
        ? fail(`${call.name}: the arguments were not a valid JSON object`)
        : await tool.run(call.arguments, sandbox, signal);
  return { callId: call.id, name: call.name, ...answer };
}
