import type { FileChange, Tree } from "../../schema/tree.js";
import { planCalls } from "./plan-calls.js";

/** An answer without tools: what it says, then every changed file whole and, where that cannot tell the change, commands. */
export function writeAnswer(says: string, base: Tree, leaves: readonly FileChange[]): string {
  return [says, ...leaves.flatMap((change) => writeChange(base, change))]
    .filter((part) => part !== "")
    .join("\n\n");
}

function writeChange(base: Tree, change: FileChange): string[] {
  return planCalls(base, [change]).flatMap(({ name, arguments: { command } }) => {
    if (name === "bash" && typeof command === "string") return [fence("bash", command)];
    if (name === "read_file" || !("content" in change) || !("text" in change.content)) return [];
    return [fence(change.path, change.content.text)];
  });
}

/** Marks longer than any inside, so that files with fenced blocks come through whole. */
function fence(heading: string, content: string): string {
  const longest = (content.match(/`{3,}/g) ?? []).reduce((most, { length }) => Math.max(most, length), 2);
  const marks = "`".repeat(longest + 1);
  return `${marks}${heading}\n${content.replace(/\n$/, "")}\n${marks}`;
}
