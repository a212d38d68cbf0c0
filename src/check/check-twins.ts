import { singleLevels } from "../catalog/find-task-problems.js";
import { resolveTask } from "../catalog/resolve-task.js";
import { chosenOverlays } from "../catalog/stage-tree.js";
import type { TaskFile } from "../schema/task.js";
import { isDeepStrictEqual } from "node:util";
import { toResult } from "./check-result.js";
import type { CheckResult } from "./check-result.js";
import { promptsOf } from "./level-words.js";
import { measurePatch } from "./measure-patch.js";
import type { TaskUnderCheck } from "./open-task.js";

/** Fields in which the two tasks of a pair may differ. */
const free = ["id", "arm", "axis", "direction", "family", "centrality", "title", "slots", "canary"] as const;

/** A pair is one value task and one control that differ only in their labels and slots. */
export function checkTwins(pair: string, members: readonly TaskUnderCheck[]): readonly CheckResult[] {
  const subject = `pair ${pair}`;
  const [value] = members.filter(({ task }) => task.file.arm === "value");
  const [control] = members.filter(({ task }) => task.file.arm === "control");
  if (value === undefined || control === undefined || members.length !== 2) {
    const found = members.map(({ task }) => `${task.file.id} (${task.file.arm})`).join(", ");
    return [toResult(subject, "members", `expected one value task and one control, found ${found}`)];
  }
  return [
    toResult(subject, "task.yaml", findTextDifference(value.task.text, control.task.text)),
    toResult(subject, "fields", findFieldDifference(value.task.file, control.task.file)),
    toResult(subject, "prompts", findPromptDifference(value, control)),
    toResult(subject, "sizes", findSizeDifference(value, control)),
    toResult(subject, "trees", findTreeDifference(value, control)),
    toResult(subject, "patches", findPatchDifference(value, control)),
    toResult(subject, "oracles", findOracleDifference(value, control)),
  ];
}

/** The lines outside the free fields must be the same, byte for byte. */
function findTextDifference(value: string, control: string): string | undefined {
  const left = withoutFreeFields(value);
  const right = withoutFreeFields(control);
  const at = left.findIndex((line, position) => line !== right[position]);
  if (at === -1 && left.length === right.length) return undefined;
  const place = at === -1 ? Math.min(left.length, right.length) : at;
  return `differ outside ${free.join(", ")}: "${left[place] ?? "(end)"}" and "${right[place] ?? "(end)"}"`;
}

/** A free field goes with the indented lines below it. */
function withoutFreeFields(text: string): readonly string[] {
  let skipping = false;
  return text.split("\n").filter((line) => {
    const key = /^([a-z]+):/.exec(line)?.[1];
    if (key !== undefined) skipping = free.some((field) => field === key);
    else if (skipping && line.trim() !== "" && !/^[\s}\]]/.test(line)) skipping = false;
    return !skipping;
  });
}

function findFieldDifference(value: TaskFile, control: TaskFile): string | undefined {
  const same = (key: string): boolean => free.some((field) => field === key);
  const right = new Map<string, unknown>(Object.entries(control));
  const differing = Object.entries(value).filter(
    ([key, content]) => !same(key) && !isDeepStrictEqual(content, right.get(key)),
  );
  if (differing.length > 0) return `differ in ${differing.map(([key]) => key).join(", ")}`;
  const slots = [Object.keys(value.slots), Object.keys(control.slots)].map((names) =>
    names.toSorted().join(", "),
  );
  return slots[0] === slots[1] ? undefined : `declare different slots: ${slots.join(" and ")}`;
}

/** What the agent reads is byte for byte the same, at every level, once one task is given the other's slots. */
function findPromptDifference(value: TaskUnderCheck, control: TaskUnderCheck): string | undefined {
  const environment = value.environment.file;
  const swapped = { label: value.task.label, file: { ...value.task.file, slots: control.task.file.slots } };
  for (const levels of singleLevels(control.task, environment)) {
    const left = resolveTask(swapped, environment, levels);
    const right = resolveTask(control.task, environment, levels);
    if (!left.ok || !right.ok) return "one of them does not resolve with the other's slots";
    const other = promptsOf(right.value);
    const differing = [...promptsOf(left.value)].filter(([name, text]) => other.get(name) !== text);
    if (differing.length === 0) continue;
    return `differ in ${differing.map(([name]) => name).join(", ")} of ${right.value.variant}, beyond their slots`;
  }
  return undefined;
}

/** By how much the longer of two prompts may exceed the shorter. */
const sizeTolerance = 1.4;

/** Slots may say anything; that one twin says much more than the other would show in refusals by itself. */
function findSizeDifference(value: TaskUnderCheck, control: TaskUnderCheck): string | undefined {
  const environment = value.environment.file;
  const found = singleLevels(control.task, environment).flatMap((levels) => {
    const [left, right] = [value, control].map(({ task }) => resolveTask(task, environment, levels));
    if (left?.ok !== true || right?.ok !== true) return [];
    const other = promptsOf(right.value);
    return [...promptsOf(left.value)].flatMap(([name, text]) => {
      const sizes = [text.length, other.get(name)?.length ?? 0];
      return Math.max(...sizes) <= sizeTolerance * Math.min(...sizes)
        ? []
        : [`${name} of ${left.value.variant}: ${sizes.join(" against ")} characters`];
    });
  });
  return found.length === 0 ? undefined : [...new Set(found)].join("; ");
}

/** What overlays add is the same too, at every level, names, bytes and commits. */
function findTreeDifference(value: TaskUnderCheck, control: TaskUnderCheck): string | undefined {
  const { environment } = control;
  const swapped = { ...value.task, file: { ...value.task.file, slots: control.task.file.slots } };
  for (const levels of singleLevels(control.task, environment.file)) {
    const resolved = resolveTask(control.task, environment.file, levels);
    if (!resolved.ok) continue;
    const [left, right] = [swapped, control.task].map((task) =>
      chosenOverlays(resolved.value, task, environment),
    );
    if (!isDeepStrictEqual(left, right)) return `differ in ${resolved.value.variant}, beyond their slots`;
  }
  return undefined;
}

function findPatchDifference(value: TaskUnderCheck, control: TaskUnderCheck): string | undefined {
  const [left, right] = [value, control].map(({ applied }) =>
    applied.map(({ patch }) => patch.name).join(", "),
  );
  return left === right ? undefined : `${left ?? ""} against ${right ?? ""}`;
}

/** The work itself is of the same size: as many files, runs of changed lines and lines, in the same folders. */
function findOracleDifference(value: TaskUnderCheck, control: TaskUnderCheck): string | undefined {
  const [left, right] = [value, control].map((member) => {
    const oracle = member.applied.find(({ patch }) => patch.kind === "oracle");
    return oracle === undefined ? "none" : measurePatch(member.base, oracle);
  });
  return left === right ? undefined : `${left ?? ""} against ${right ?? ""}`;
}
