import { fillRead } from "../probes/fill-read.js";
import { readRecords } from "../probes/parse-records.js";
import { ProbeInputError, Unreadable } from "../probes/probe-errors.js";
import { readFileText } from "../probes/read-file-text.js";
import { runProbe } from "../probes/read-surface.js";
import type { Scope } from "../probes/reading-session.js";
import { readField, textOf } from "../probes/markdown-sections.js";
import type { Section } from "../probes/markdown-sections.js";
import { markdownOf } from "../probes/section.js";
import type { Json, Scalar } from "../schema/common.js";
import type { Read, Readout } from "../schema/readout.js";
import type { LabSetting } from "./lab-setting.js";

/** Reads a tree for lab commands. What is wrong with its files is an `unreadable` readout. */
export interface Reading {
  read(read: Read): Readout;
  surface(id: string, parameters: Readonly<Record<string, Scalar>>): Readout;
  text(path: string): Readout;
  /** `{place, fields}` of every record in the files of a glob. */
  records(pattern: string): Readout;
  /** `{heading, level, text, fields, repeated}` of every section of a Markdown file. */
  sections(path: string): Readout;
  glob(pattern: string): readonly string[];
  /** The scope it reads through. */
  readonly scope: Scope;
}

/** A reading of the tree that a scope looks at. */
export function createReading(scope: Scope, setting: LabSetting): Reading {
  const probe = (read: Read): Readout => settle(() => runProbe(read, scope, setting.compose, undefined));
  return {
    read: probe,
    surface: (id, parameters) => {
      const surface = Object.hasOwn(setting.surfaces, id) ? setting.surfaces[id] : undefined;
      if (surface === undefined) throw new ProbeInputError(`surface ${id}: not declared by the environment`);
      return probe(fillRead(surface, parameters));
    },
    text: (path) => settle(() => valueReadout(readFileText(scope.tree, path))),
    records: (pattern) =>
      settle(() => valueReadout(readRecords(scope, pattern).map(({ place, fields }) => ({ place, fields })))),
    sections: (path) => settle(() => valueReadout(markdownOf(scope, path).sections.map(asJson))),
    glob: (pattern) => scope.tree.glob(pattern),
    scope,
  };
}

/** Fields are the lines `**Name:** value`, by lower-case name; `repeated` names those that are given several values. */
function asJson({ heading, level, lines }: Section): Json {
  const found = lines.flatMap((line) => readField(line) ?? []);
  const fields = new Map<string, Json>();
  const repeated = new Set<string>();
  for (const { name, value } of found) {
    const key = name.toLowerCase();
    if (fields.has(key) && fields.get(key) !== value) repeated.add(name);
    fields.set(key, value);
  }
  return { heading, level, text: textOf(lines), fields: Object.fromEntries(fields), repeated: [...repeated] };
}

function valueReadout(value: Json): Readout {
  return { state: "value", value };
}

function settle(read: () => Readout): Readout {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable) return { state: "unreadable", why: error.message };
    throw error;
  }
}
