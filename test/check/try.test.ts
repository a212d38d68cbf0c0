import { test } from "vitest";
import { loadCatalog } from "../../src/catalog/load-catalog.js";
import { loadEnvironment } from "../../src/catalog/load-environment.js";
import { renderProblem } from "../../src/catalog/problem.js";
import { checkCatalog } from "../../src/check/check-catalog.js";
import { formatCheck, summariseCheck } from "../../src/check/format-check.js";
import { openScoring } from "../../src/check/scoring.js";
test("try", () => {
  const { catalog, problems } = loadCatalog({ environments: "test/fixtures/catalog/environments", tasks: "test/fixtures/catalog/tasks" });
  console.log(problems.map(renderProblem).join("\n"));
  const results = [], scores = [];
  for (const event of checkCatalog({ catalog, problems, load: loadEnvironment, open: openScoring, tools: [], seed: 1 })) {
    if (event.type === "result") results.push(event.result); else scores.push(event.score);
  }
  console.log(formatCheck(summariseCheck(results, scores)));
  console.log(results.map(r=>[r.ok?"ok":"NO",r.subject,r.check,r.detail].join(" | ")).join("\n"));
});
