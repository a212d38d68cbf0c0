import { printYaml } from "./print-yaml.js";
import { RepositoryPath, type Json } from "../schema/common.js";
import { editStructuredText } from "./edit-structured-text.js";
import type { Execution } from "./execution.js";
import { LabFault } from "./lab-fault.js";
import { keysOf } from "./look-up.js";
import { displayText } from "./template-filters.js";
import { renderText, renderValue } from "./render-template.js";
import type { StepOf } from "./steps.js";

const sizeLimit = 1024 * 1024;

/** Carries out a step that changes a file. */
export function runWritingStep(step: StepOf<"set" | "write" | "append">, execution: Execution): void {
  const path = repositoryPath(renderText(step.file, execution.scope));
  switch (step.do) {
    case "set":
      save(path, edited(path, step, execution), execution);
      return;
    case "write":
      save(path, fileText(step.as, renderValue(step.value, execution.scope)), execution);
      return;
    case "append": {
      const old = textOf(path, execution) ?? "";
      const added = `${renderText(step.text, execution.scope).replace(/\n?$/, "")}\n`;
      save(path, old === "" || old.endsWith("\n") ? old + added : `${old}\n${added}`, execution);
      return;
    }
  }
}

function repositoryPath(text: string): string {
  if (RepositoryPath.safeParse(text).success && !/^\.git(?:\/|$)/.test(text)) return text;
  throw new LabFault(`${text}: not a path in the repository`);
}

function edited(path: string, step: StepOf<"set">, execution: Execution): string {
  const text = textOf(path, execution);
  if (text === undefined) throw new LabFault(`${path}: no such file`);
  const readout = execution.reading().read({ kind: "value", of: path, at: "" });
  if (readout.state === "unreadable") throw new LabFault(readout.why);
  const keys = keysOf(readout.state === "value" ? readout.value : null, renderText(step.at, execution.scope));
  if (keys === undefined) throw new LabFault(`${path}: ${renderText(step.at, execution.scope)}: not found`);
  try {
    return editStructuredText(path, text, keys, renderValue(step.value, execution.scope));
  } catch (error) {
    throw new LabFault(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function textOf(path: string, execution: Execution): string | undefined {
  const file = execution.tree.file(path);
  if (file === undefined) return undefined;
  if (file.mode === "120000") throw new LabFault(`${path}: is a symbolic link`);
  if (file.bytes.length > sizeLimit) throw new LabFault(`${path}: file too large`);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(file.bytes);
  } catch {
    throw new LabFault(`${path}: not UTF-8 text`);
  }
}

function save(path: string, text: string, execution: Execution): void {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > sizeLimit) throw new LabFault(`${path}: file too large`);
  execution.tree.write(path, bytes);
}

function fileText(as: "text" | "yaml" | "json", value: Json): string {
  if (as === "text") return displayText(value);
  return as === "json" ? `${JSON.stringify(value, null, 2)}\n` : printYaml(value);
}
