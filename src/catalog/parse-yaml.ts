import { isNode, LineCounter, parseDocument } from "yaml";
import type { Document } from "yaml";
import type { z } from "zod";
import { describeIssues, renderPath } from "./describe-issue.js";
import type { Loaded, Problem } from "./problem.js";

/** More than any hand-written file needs, few enough that no file can grow without bound. */
const maximumAliases = 100;

/** YAML text as a schema's value; every fault with its line. Duplicate keys and unknown tags are faults. */
export function parseYaml<Value>(text: string, file: string, schema: z.ZodType<Value>): Loaded<Value> {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    stringKeys: true,
  });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    return failed(
      faults.map((fault) => ({
        file: `${file}:${lines.linePos(fault.pos[0]).line}`,
        field: "",
        message: `expected valid YAML: ${fault.message}`,
      })),
    );
  }
  const content = toPlain(document, file);
  if (!content.ok) return content;
  const parsed = schema.safeParse(content.value, { reportInput: true });
  if (parsed.success) return { ok: true, value: parsed.data };
  return failed(
    describeIssues(parsed.error.issues).map((fault) => ({
      file: `${file}:${lineOf(document, fault.path, lines)}`,
      field: renderPath(fault.path),
      message: fault.message,
    })),
  );
}

function toPlain(document: Document, file: string): Loaded<unknown> {
  try {
    const value: unknown = document.toJS({ maxAliasCount: maximumAliases });
    return { ok: true, value };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return failed([{ file, field: "", message: `expected at most ${maximumAliases} aliases: ${message}` }]);
  }
}

/** The line of the deepest node on the path that exists. */
function lineOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return Math.max(1, lines.linePos(node.range[0]).line);
  }
  return 1;
}

function failed(problems: readonly Problem[]): { ok: false; problems: readonly Problem[] } {
  return { ok: false, problems };
}
