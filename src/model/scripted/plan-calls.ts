import type { JsonObject } from "../../schema/common.js";
import type { FileChange, StoredContent, Tree } from "../../schema/tree.js";

/** A tool call without an id. */
export interface PlannedCall {
  readonly name: string;
  readonly arguments: JsonObject;
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The tool calls that take the staged tree to a changed one: look at what is there, then change it. */
export function planCalls(base: Tree, changes: readonly FileChange[]): PlannedCall[] {
  return changes.flatMap((change) => planChange(base, change));
}

/** The tool calls that undo `planCalls`. */
export function planUndo(base: Tree, changes: readonly FileChange[]): PlannedCall[] {
  return changes.flatMap((change): PlannedCall[] => {
    const before = base.file(change.path);
    if (before === undefined) return [bash(`rm -- ${quote(change.path)}`)];
    return [bash(`git checkout -- ${quote(change.path)}`)];
  });
}

function planChange(base: Tree, change: FileChange): PlannedCall[] {
  const path = quote(change.path);
  if (change.change === "deleted") return [bash(`rm -- ${path}`)];
  if (change.mode === "120000") {
    const target = quote(textOf(change.content));
    return [bash(`mkdir -p -- ${quote(folderOf(change.path))} && ln -sfn -- ${target} ${path}`)];
  }
  const before = base.file(change.path);
  const isLink = before?.mode === "120000";
  const text = before === undefined || isLink ? undefined : decode(before.bytes);
  const isExecutable = change.mode === "100755";
  return [
    ...(isLink ? [bash(`rm -- ${path}`)] : []),
    ...(text === undefined ? [] : [call("read_file", { path: change.path })]),
    planContent(change.path, text, change.content),
    ...((before?.mode === "100755") === isExecutable
      ? []
      : [bash(`chmod ${isExecutable ? "+x" : "-x"} ${quote(`./${change.path}`)}`)]),
  ];
}

/** An edit where one passage tells the whole change, otherwise the whole file. */
function planContent(path: string, before: string | undefined, content: StoredContent): PlannedCall {
  if ("base64" in content) {
    return bash(
      `mkdir -p -- ${quote(folderOf(path))} && base64 -d > ${quote(path)} <<'END'\n${content.base64}\nEND`,
    );
  }
  const edit = before === undefined ? undefined : findEdit(before, content.text);
  if (edit === undefined) return call("write_file", { path, content: content.text });
  return call("edit_file", { path, old_text: edit.oldText, new_text: edit.newText });
}

/** The lines between the first and the last difference, with a line of context on each side, if they occur once. */
function findEdit(before: string, after: string): { oldText: string; newText: string } | undefined {
  const old = before.split("\n");
  const fresh = after.split("\n");
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (end < Math.min(old.length, fresh.length) - start && old.at(-1 - end) === fresh.at(-1 - end))
    end += 1;
  const from = Math.max(0, start - 1);
  const until = Math.max(0, end - 1);
  const oldText = old.slice(from, old.length - until).join("\n");
  const newText = fresh.slice(from, fresh.length - until).join("\n");
  return oldText !== "" && before.split(oldText).length === 2 ? { oldText, newText } : undefined;
}

function call(name: string, input: JsonObject): PlannedCall {
  return { name, arguments: input };
}

function bash(command: string): PlannedCall {
  return call("bash", { command });
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

function textOf(content: StoredContent): string {
  return "text" in content ? content.text : Buffer.from(content.base64, "base64").toString("utf8");
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "." : path.slice(0, slash);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
