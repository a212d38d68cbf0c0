import type { ReadOf, Readout } from "../schema/readout.js";
import { ProbeInputError, Unreadable } from "./probe-errors.js";
import { readPythonModule } from "./python-module.js";
import type { Binding, Namespace } from "./python-module.js";
import { readFileText } from "./read-file-text.js";
import type { Scope } from "./reading-session.js";
import { checkSize } from "./structured.js";
import { parseValuePath, walkPath } from "./value-path.js";

/**
 * A constant of a Python file as it stands once the file has run: `NAME`, `Class.attribute`, or `function(parameter)` and
 * `Class.method(parameter)` for a default. Read from the syntax tree, so comments and strings never count; the last assignment
 * wins. Throws Unreadable where the value depends on what only a run can tell (conditions, loops, imports, calls).
 */
export function readConstant(read: ReadOf<"constant">, scope: Scope): Readout {
  const steps = parseValuePath(read.at ?? "");
  const [, dotted, parameter] = /^([\w.]+?)(?:\((\w+)\))?$/.exec(read.name) ?? [];
  if (dotted === undefined)
    throw new ProbeInputError(`constant ${read.name}: expected NAME, Class.attribute or function(parameter)`);
  const complain = (why: string) => new Unreadable(`${read.of}: ${read.name}: ${why}`);
  const binding = findBinding(namesOf(scope, read.of), dotted.split("."), complain);
  const known =
    parameter === undefined || binding === undefined ? binding : defaultOf(binding, parameter, complain);
  if (known === undefined) return { state: "absent" };
  if ("why" in known) throw complain(known.why);
  if (!("value" in known)) throw complain("is a class or a function");
  const value = walkPath(known.value, steps, `${read.of}: ${read.name}`);
  if (value !== undefined) checkSize(value, `${read.of}: ${read.name}`);
  return value === undefined ? { state: "absent" } : { state: "value", value };
}

function namesOf(scope: Scope, path: string): Namespace {
  return scope.remember(`constants ${path}`, (inner) => {
    const text = readFileText(inner.tree, path);
    return inner.parse(`constants ${path}`, text, () => readPythonModule(text, path));
  });
}

type Complain = (why: string) => Unreadable;

function findBinding(names: Namespace, parts: readonly string[], complain: Complain): Binding | undefined {
  const [name = "", ...rest] = parts;
  const binding = names.get(name) ?? names.get("*");
  if (binding === undefined || rest.length === 0) return binding;
  if ("why" in binding) throw complain(binding.why);
  if ("members" in binding) return findBinding(binding.members, rest, complain);
  throw complain(`${name} is not a class`);
}

function defaultOf(binding: Binding, parameter: string, complain: Complain): Binding | undefined {
  if ("why" in binding) return binding;
  if ("defaults" in binding) return binding.defaults.get(parameter);
  throw complain("is not a function");
}
