import { test } from "vitest";
import { formatCheck } from "../../src/check/format-check.js";
import { runCheck } from "./check-fixture.js";
import { performance } from "node:perf_hooks";
test("try", () => {
  const t = performance.now();
  const summary = runCheck({ environments: "/tmp/trycat/environments", tasks: "/tmp/trycat/tasks" });
  console.log(formatCheck(summary), performance.now() - t);
  console.log(
    summary.results
      .filter((r) => r.check === "mutants")
      .map((r) => [r.subject, r.detail].join(" | "))
      .join("\n")
      .slice(0, 9000),
  );
}, 600000);
