import type { ToolCall, ToolDefinition, ToolResult } from "../../schema/conversation.js";
import type { Sandbox } from "../../sandbox/sandbox.js";
import { bashTool } from "./bash.js";
import { editFileTool, listFilesTool, readFileTool, searchTool, writeFileTool } from "./files.js";
import { fail, type Tool } from "./tool.js";

const tools: readonly Tool[] = [
  bashTool,
  readFileTool,
  writeFileTool,
  editFileTool,
  listFilesTool,
  searchTool,
];
const byName = new Map(tools.map((tool) => [tool.definition.name, tool]));

/** The tools of the default scaffold, the same in every arm. */
export const toolDefinitions: readonly ToolDefinition[] = tools.map((tool) => tool.definition);

/** Runs one call. Wrong names and arguments come back as words for the model; only a bug rejects. */
export async function runToolCall(
  call: ToolCall,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<ToolResult> {
  const tool = byName.get(call.name);
  const answer =
    tool === undefined
      ? fail(`There is no tool named ${call.name}. The tools are ${[...byName.keys()].join(", ")}.`)
      : call.arguments === null
        ? fail(`${call.name}: the arguments were not a valid JSON object`)
        : await tool.run(call.arguments, sandbox, signal);
  return { callId: call.id, name: call.name, ...answer };
}
