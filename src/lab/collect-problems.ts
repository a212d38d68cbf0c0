import type { Step } from "../schema/command.js";
import type { Json, JsonObject } from "../schema/common.js";
import type { Execution, Flow } from "./execution.js";
import type { MutableTree } from "./mutable-tree.js";
import { createOutput } from "./output.js";
import { createReading } from "./reading.js";
import { createScope } from "./scope.js";
import { stableJson } from "./stable-json.js";

/**
 * What a block puts into `problems` when it sees nothing but these variables and the facts. The answer is kept with the
 * reading's tree, for as long as the files that the block looked at stay the same.
 */
export function collectProblems(
  block: string,
  steps: readonly Step[],
  variables: JsonObject,
  execution: Execution,
  run: (steps: readonly Step[], inner: Execution) => Flow,
): readonly Json[] {
  const { file, setting } = execution;
  const key = `lab ${file.name} ${block} ${stableJson(variables)}`;
  return execution.reading().scope.remember(key, (inner): readonly Json[] => {
    const scope = createScope({ ...setting.facts, ...variables });
    const reading = createReading(inner, setting);
    run(steps, {
      ...execution,
      scope,
      tree: readOnly(inner.tree),
      output: createOutput(),
      reading: () => reading,
    });
    const problems = scope.get("problems");
    return Array.isArray(problems) ? problems : [];
  });
}

function readOnly(tree: Pick<MutableTree, "file" | "paths">): MutableTree {
  const refuse = (path: string): never => {
    throw new Error(`a collected block cannot change ${path}`);
  };
  return { file: (path) => tree.file(path), paths: () => tree.paths(), write: refuse, remove: refuse };
}
