import type { ChatToolCall } from "./read-completion.js";

/** The same calls, each with an id of its own: made from its place where the server sent none, or the same twice. */
export function nameToolCalls(
  calls: readonly ChatToolCall[],
  turn: number,
): readonly (ChatToolCall & { readonly id: string })[] {
  const seen = new Set<string>();
  return calls.map((call, index) => {
    const given = call.id ?? "";
    const id = given === "" || seen.has(given) ? `call_${turn}_${index}` : given;
    seen.add(id);
    return { ...call, id };
  });
}
