import type { Surface } from "../schema/environment.js";
import type { Read, Readout } from "../schema/readout.js";
import type { Tree } from "../schema/tree.js";
import { readCommand } from "./command.js";
import type { RunCommand } from "./command.js";
import { readConstant } from "./constant.js";
import { fillRead } from "./fill-read.js";
import type { Parameters } from "./fill-read.js";
import { readFiles } from "./files.js";
import { readFilter } from "./filter.js";
import { Unreadable } from "./probe-errors.js";
import type { Compositions } from "./read-source.js";
import { Session } from "./reading-session.js";
import type { Scope } from "./reading-session.js";
import { readRecordSet } from "./records.js";
import { readSection } from "./section.js";
import { guardDepth } from "./structured.js";
import { readText } from "./text.js";
import { readValue } from "./value.js";

/** Reads surfaces of one tree; answers are kept, so reading again is free. */
export interface SurfaceReader {
  /** What a surface reads. What is wrong with the tree is an `unreadable` readout; throws ProbeInputError for bad parameters or a malformed read. */
  read(surface: Surface, parameters: Parameters): Readout;
  /** A reader of a tree that differs in these paths, which reads anew only what depends on them. */
  over(tree: Tree, changed: Iterable<string>): SurfaceReader;
}

export interface ReaderOptions {
  readonly tree: Tree;
  readonly compose: Compositions;
  readonly runCommand?: RunCommand | undefined;
}

/** A reader of a tree as staged. */
export function createReader(options: ReaderOptions): SurfaceReader {
  const { compose, runCommand } = options;
  const plans = new ReadPlans();
  const probe = (read: Read, scope: Scope) => runProbe(read, scope, compose, runCommand);
  return openReader(new Session(options.tree), plans, probe);
}

type Probe = (read: Read, scope: Scope) => Readout;

function openReader(session: Session, plans: ReadPlans, probe: Probe): SurfaceReader {
  const scope = session.open();
  return {
    read(surface, parameters) {
      const { key, read } = plans.find(surface, parameters);
      return scope.remember(key, (inner) => settle(() => probe(read, inner)));
    },
    over: (tree, changed) => openReader(new Session(tree, { base: session, paths: changed }), plans, probe),
  };
}

/** A reader of a tree that differs from the base reader's in these paths. */
export function withBase(base: SurfaceReader, tree: Tree, changed: Iterable<string>): SurfaceReader {
  return base.over(tree, changed);
}

function settle(probe: () => Readout): Readout {
  try {
    return guardDepth("the readout", probe);
  } catch (error) {
    if (error instanceof Unreadable) return { state: "unreadable", why: error.message };
    throw error;
  }
}

/** What a read finds, asked of a scope. Throws Unreadable for what is wrong with the tree, ProbeInputError for a malformed read. */
export function runProbe(
  read: Read,
  scope: Scope,
  compose: Compositions,
  runCommand: RunCommand | undefined,
): Readout {
  switch (read.kind) {
    case "value":
      return readValue(read, scope, compose);
    case "section":
      return readSection(read, scope);
    case "records":
      return readRecordSet(read, scope);
    case "filter":
      return readFilter(read, scope, compose);
    case "constant":
      return readConstant(read, scope);
    case "command":
      return readCommand(read, scope, runCommand);
    case "text":
      return readText(read, scope);
    case "files":
      return readFiles(read, scope);
  }
}

interface ReadPlan {
  readonly key: string;
  readonly read: Read;
}

/** Filled reads, by surface and parameters, and the key under which their answers are kept. */
class ReadPlans {
  readonly #plans = new WeakMap<Surface, Map<string, ReadPlan>>();

  find(surface: Surface, parameters: Parameters): ReadPlan {
    const known = this.#plans.get(surface) ?? new Map<string, ReadPlan>();
    this.#plans.set(surface, known);
    const name = Object.entries(parameters).flat().join("\0");
    const plan = known.get(name);
    if (plan !== undefined) return plan;
    const read = fillRead(surface, parameters);
    const made = { key: `read ${JSON.stringify(read)}`, read };
    known.set(name, made);
    return made;
  }
}
