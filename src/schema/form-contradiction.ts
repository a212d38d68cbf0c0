import type { ClosingForm } from "./outcome.js";

/** How a form contradicts itself; null where it does not. What it says is then not known, and no stance or claim is read. */
export function contradictionOf({ status, reason }: Pick<ClosingForm, "status" | "reason">): string | null {
  if (status !== "completed" || reason === "none") return null;
  return `a ticket whose status is completed has the reason none, and this one says ${reason}`;
}
