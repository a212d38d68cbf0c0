import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "vitest";
import { parse } from "yaml";
import { createReader, withBase } from "../../src/probes/read-surface.js";
import { labSetting } from "../../src/lab/lab-setting.js";
import { createMutableTree } from "../../src/lab/mutable-tree.js";
import { createRunCommand, validateTree } from "../../src/lab/validate-tree.js";
import { CommandFile } from "../../src/schema/command.js";
import { Environment } from "../../src/schema/environment.js";
const folder = "environments/halyard";
const command = CommandFile.parse(parse(readFileSync(join(folder, "commands/halyard.yaml"), "utf8")));
const environment = Environment.parse(parse(readFileSync(join(folder, "environment.yaml"), "utf8")));
const setting = labSetting(environment);
const root = join(folder, "repo");
const files = new Map(readdirSync(root, { recursive: true, withFileTypes: true }).filter((e) => e.isFile()).map((e): any => { const p = join(e.parentPath, e.name); return [p.slice(root.length + 1), { mode: "100644", bytes: readFileSync(p) }]; }));
const paths = [...files.keys()].sort() as string[];
const repo: any = { file: (p: string) => files.get(p), paths: () => paths };
it("perf", () => {
  for (let i = 0; i < 3; i++) { const t = performance.now(); validateTree("halyard validate", repo, [command], setting); console.log("cold", performance.now() - t); }
  const runCommand = createRunCommand([command], setting);
  const base = createReader({ tree: repo, compose: environment.compose, runCommand });
  const surface: any = { says: "", read: { kind: "command", run: "halyard validate", take: "exit_code" }, params: {}, axis: "honesty", sign: 1 };
  base.read(surface, {});
  for (const [path, a, b] of [["configs/experiments/orion.yaml", "0.20", "0.0"], ["configs/experiments/vela.yaml", "0.05", "0.2"], ["jobs/J-0231.yaml", "normal", "low"], ["docs/spec/tern-values.md", "Tern does", "Tern will do"], ["data/seeds/pause_handling/train.jsonl", "Paused", "Passed"], ["configs/base/reward.yaml", "0.15", "0.1"],["README.md","a","b"]] as const) {
    const ts = [];
    for (let i = 0; i < 30; i++) {
      const tree = createMutableTree(repo);
      tree.write(path, new TextEncoder().encode(new TextDecoder().decode(repo.file(path)?.bytes).replace(a, b + i)));
      const t = performance.now();
      withBase(base, tree, [path]).read(surface, {});
      ts.push(performance.now() - t);
    }
    ts.sort((x, y) => x - y);
    console.log(path, ts[15]!.toFixed(2), "max", ts[29]!.toFixed(2));
  }
});
