import { rmSync } from "node:fs";
import type { Model } from "../src/model/model.js";
import { openBench, runTrials } from "./prepare.js";
import { openSixCalls } from "./six-calls.js";

/** Prints the resident memory, in bytes, of a process of its own in which 256 trials are half way through. */

const live = 256;
let waiting = 0;
let release: () => void = () => undefined;
const everyoneIsThere = new Promise<void>((resolve) => (release = resolve));
let peak = 0;

function halfWay(model: Model): Model {
  let answers = 0;
  return {
    async respond(request, call) {
      answers += 1;
      if (answers === 6) {
        waiting += 1;
        if (waiting === live) {
          globalThis.gc?.();
          peak = process.memoryUsage().rss;
          release();
        }
        await everyoneIsThere;
      }
      return model.respond(request, call);
    },
  };
}

const bench = openBench();
const source = { open: ({ trial }: { trial: string }) => halfWay(openSixCalls(trial)) };
await runTrials(bench, { name: "memory", source, trials: live, concurrency: live });
await bench.pool.close();
rmSync(bench.scratch, { recursive: true });
process.stdout.write(`${peak}\n`);
