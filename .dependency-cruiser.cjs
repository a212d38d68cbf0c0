/** Who may import whom: docs/decisions/0001-import-rules.md. */
const layers = {
  schema: [],
  stats: [],
  sampling: ["schema", "stats"],
  simulation: ["schema", "stats"],
  diff: ["schema"],
  model: ["schema"],
  probes: ["schema"],
  trace: ["schema"],
  catalog: ["schema", "diff"],
  sandbox: ["schema", "diff"],
  lab: ["schema", "probes"],
  agent: ["schema", "model/model", "sandbox/sandbox"],
  scorers: ["schema", "probes", "diff", "lab", "model/model"],
  runner: [
    "schema",
    "model/model",
    "model/cost",
    "sandbox",
    "catalog",
    "trace",
    "probes",
    "diff",
    "lab",
    "agent",
    "scorers",
    "sampling",
    "stats",
  ],
  check: ["schema", "stats", "catalog", "diff", "probes", "lab", "scorers"],
  report: ["schema", "stats", "sampling", "trace"],
  viewer: ["schema", "trace", "report"],
};

const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  name: `${layer}-imports`,
  severity: "error",
  from: { path: `^src/${layer}/` },
  to: { path: "^src/", pathNot: [layer, ...allowed].map((target) => `^src/${target}(/|\\.)`) },
}));

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-orphans", severity: "error", from: { orphan: true, pathNot: "\\.d\\.ts$" }, to: {} },
    {
      name: "schema-imports-zod-only",
      severity: "error",
      from: { path: "^src/schema/" },
      to: { dependencyTypes: ["npm", "npm-dev"], pathNot: "node_modules/zod" },
    },
    {
      name: "nothing-imports-the-roots",
      severity: "error",
      from: { path: "^src/[^/]+/" },
      to: { path: "^src/[^/]+\\.ts$" },
    },
    ...layerRules,
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
