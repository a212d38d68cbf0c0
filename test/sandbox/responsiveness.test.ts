import { expect, test } from "vitest";
import { indexFiles, largeRepository } from "./support/staged-base.js";
import { bash, freshSandbox, testPool } from "./support/shell.js";

// How long the main thread is held up at most stands in the bench.
test("32 live machines search 200 files while the main thread's timers go on", async () => {
  const pool = testPool();
  const base = indexFiles(largeRepository(200));
  const sandboxes = Array.from({ length: 32 }, () => freshSandbox(pool, base));
  let ticks = 0;
  const timer = setInterval(() => (ticks += 1), 1);
  const ticksBefore = await Promise.all(
    sandboxes.map(async (sandbox) => {
      const result = await bash(sandbox, "rg -n 'compute\\(0\\)' | wc -l");
      expect(result).toEqual({ stdout: "279\n", stderr: "", exitCode: 0 });
      return ticks;
    }),
  );
  clearInterval(timer);
  // A search takes milliseconds of a worker; were it the main thread's, no timer would run before the first is done.
  expect(Math.min(...ticksBefore)).toBeGreaterThan(0);
});
