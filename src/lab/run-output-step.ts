import type { Execution } from "./execution.js";
import { formatTable } from "./format-table.js";
import { itemsOf } from "./loop-items.js";
import { printYaml } from "./print-yaml.js";
import { renderText, renderValue } from "./render-template.js";
import type { StepOf } from "./steps.js";

/** Carries out a step that prints. */
export function runOutputStep(step: StepOf<"print" | "table" | "show">, execution: Execution): void {
  const { output, scope } = execution;
  switch (step.do) {
    case "print":
      output.print(renderText(step.text, scope), step.to);
      return;
    case "table": {
      const rows = itemsOf(step.rows, execution).map((row) => {
        execution.budget.step();
        return scope.bind({ row }, () => step.columns.map((column) => renderText(column.text, scope)));
      });
      output.print(formatTable(step.columns, rows), "stdout");
      return;
    }
    case "show": {
      const value = renderValue(step.value, scope);
      const text = step.as === "json" ? JSON.stringify(value, null, 2) : printYaml(value);
      output.print(text, "stdout");
      return;
    }
  }
}
