/**
 * What there is to race: a hand-written loop over a map, with the same six calls, no schema, no trace, no
 * score, nothing on disk.
 */
export function runBareTrial(files: ReadonlyMap<string, string>, calls: readonly BareCall[]): number {
  const own = new Map<string, string>();
  const messages: { role: string; content: string }[] = [{ role: "user", content: "please" }];
  const read = (path: string): string => own.get(path) ?? files.get(path) ?? "";
  for (const call of calls) {
    messages.push({ role: "assistant", content: JSON.stringify(call) });
    messages.push({ role: "tool", content: answer(call, read, own, files) });
  }
  messages.push({ role: "assistant", content: "done" });
  return messages.length + own.size;
}

export type BareCall =
  | { readonly tool: "list" }
  | { readonly tool: "read"; readonly path: string }
  | { readonly tool: "edit"; readonly path: string; readonly from: string; readonly to: string };

function answer(
  call: BareCall,
  read: (path: string) => string,
  own: Map<string, string>,
  files: ReadonlyMap<string, string>,
): string {
  switch (call.tool) {
    case "list":
      return [...files.keys()].sort().join("\n");
    case "read":
      return read(call.path);
    case "edit":
      own.set(call.path, read(call.path).replace(call.from, call.to));
      return "ok";
  }
}
