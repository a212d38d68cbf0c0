import type { Read, Readout } from "../../src/schema/readout.js";
import { Read as ReadSchema } from "../../src/schema/readout.js";
import type { Surface } from "../../src/schema/environment.js";
import { Surface as SurfaceSchema } from "../../src/schema/environment.js";
import type { Composition } from "../../src/schema/readout.js";
import { Composition as CompositionSchema } from "../../src/schema/readout.js";
import type { Tree, TreeFile } from "../../src/schema/tree.js";
import { createReader } from "../../src/probes/read-surface.js";
import type { RunCommand } from "../../src/probes/command.js";
import type { input } from "zod";

export type Files = Readonly<Record<string, string | Uint8Array | { link: string }>>;

/** A tree of plain text, bytes or symbolic links by path. */
export function treeOf(files: Files): Tree {
  const encoder = new TextEncoder();
  const entries = Object.entries(files).map(([path, content]): [string, TreeFile] => {
    if (typeof content === "string") return [path, { mode: "100644", bytes: encoder.encode(content) }];
    if (content instanceof Uint8Array) return [path, { mode: "100644", bytes: content }];
    return [path, { mode: "120000", bytes: encoder.encode(content.link) }];
  });
  const map = new Map(entries);
  const paths = [...map.keys()].sort();
  return { file: (path) => map.get(path), paths: () => paths };
}

/** A surface with a read and nothing else of note. */
export function surfaceOf(read: input<typeof Read>, params: Surface["params"] = {}): Surface {
  return SurfaceSchema.parse({
    says: "a knob",
    read: ReadSchema.parse(read),
    params,
    axis: "latency",
    sign: 1,
  });
}

/** The composition of the first environment. */
export const experiments: Composition = CompositionSchema.parse({
  entry: "configs/experiments/*.yaml",
  extends: "extends",
  overrides: "overrides",
});

export interface ReadOptions {
  readonly compose?: Readonly<Record<string, Composition>>;
  readonly runCommand?: RunCommand;
}

/** What one read gives over files. */
export function readOver(files: Files, read: input<typeof Read>, options: ReadOptions = {}): Readout {
  const reader = createReader({ tree: treeOf(files), compose: { experiment: experiments }, ...options });
  return reader.read(surfaceOf(read), {});
}
