import { expect, test } from "vitest";
import { indexFiles, largeRepository } from "./support/staged-base.js";
import { bash, freshSandbox, testPool } from "./support/shell.js";

test("32 live machines that search 200 files never hold up the main thread for more than 200 ms", async () => {
  const pool = testPool();
  const base = indexFiles(largeRepository(200));
  const sandboxes = Array.from({ length: 32 }, () => freshSandbox(pool, base));
  let latest = 0;
  let expectedAt = performance.now() + 10;
  const timer = setInterval(() => {
    latest = Math.max(latest, performance.now() - expectedAt);
    expectedAt = performance.now() + 10;
  }, 10);
  const results = await Promise.all(
    sandboxes.map((sandbox) => bash(sandbox, "rg -n 'compute\\(0\\)' | wc -l")),
  );
  clearInterval(timer);
  expect(
    new Set(results.map(({ stdout, stderr, exitCode }) => `${stdout.trim()} ${stderr}${exitCode}`)),
  ).toEqual(new Set(["279 0"]));
  expect(latest).toBeLessThan(200);
});
