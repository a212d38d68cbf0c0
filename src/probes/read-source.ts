import type { Json } from "../schema/common.js";
import type { Composition } from "../schema/readout.js";
import { composeConfig } from "./compose.js";
import { readStructured } from "./parse-structured.js";
import { ProbeInputError } from "./probe-errors.js";
import type { Scope } from "./reading-session.js";

/** The compositions of an environment, by the word before the colon. */
export type Compositions = Readonly<Record<string, Composition>>;

/** The structured value of a file, or of a composed config such as `experiment:orion`. Throws Unreadable; bad input for an unknown kind. */
export function readSource(scope: Scope, compositions: Compositions, source: string): Json {
  const [, kind, name] = /^([a-z0-9][a-z0-9._-]*):(.*)$/.exec(source) ?? [];
  if (kind === undefined || name === undefined) return readStructured(scope, source);
  const composition = Object.hasOwn(compositions, kind) ? compositions[kind] : undefined;
  if (composition !== undefined) return composeConfig(scope, composition, name);
  const known = Object.keys(compositions).join(", ") || "none";
  throw new ProbeInputError(`source ${source}: expected a path or a kind of config (${known})`);
}
