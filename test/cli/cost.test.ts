import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { openRunFolder, readManifest, readTrials } from "../../src/trace/run-folder.js";
import { asksForm, startChatServer, type ChatServer } from "./chat-server.js";
import {
  expectRefusal,
  newFolder,
  palimpsest,
  readText,
  remove,
  said,
  start,
  succeed,
  until,
} from "./support.js";

const form = [["close_ticket", { status: "not_completed", reason: "declined" }]] as const;

/** An answer counts 100 tokens in and 10 out: 10 cents. */
function writeModels(url: string): void {
  const price = "{input: 900, output: 1000}";
  const entry = `{model: openai-chat/x, baseUrl: "${url}", price: ${price}}`;
  writeFileSync(join(folder, "models.yaml"), `models:\n  small: ${entry}\n`);
}

let folder: string;
let server: ChatServer;
beforeEach(async () => {
  folder = newFolder();
  server = await startChatServer((body) => (asksForm(body) ? form : "No."));
  writeModels(server.url);
});
afterEach(async () => {
  await server.close();
  remove(folder);
});

describe("a bound on a run's cost", () => {
  it("lets what has begun end, begins nothing else, and counts what was spent before a resume", async () => {
    const words = [
      "--suite",
      "tiny",
      "--model",
      "small",
      "--trials",
      "4",
      "--concurrency",
      "1",
      "--max-cost",
      "0.3",
    ];
    const first = await palimpsest(["run", ...words, "--out", "run"], { cwd: folder });
    const run = openRunFolder(join(folder, "run"));
    const costs = () => readTrials(run).map(({ status, cost }) => [status, cost?.toFixed(2)]);
    expect(costs()).toEqual([
      ["completed", "0.20"],
      ["completed", "0.20"],
    ]);
    expect([first.code, first.stdout.includes(": 2 of 8 trials (6 to go: ")]).toEqual([0, true]);
    expect(first.stderr).toContain(
      "--max-cost: $0.40 are spent; no further trial was begun (palimpsest resume run --max-cost USD goes on)\n",
    );
    const again = await palimpsest(["resume", "run"], { cwd: folder });
    expect([again.code, costs().length, server.received.length]).toEqual([0, 2, 4]);
    const more = await palimpsest(["resume", "run", "--max-cost", "0.7", "--concurrency", "1"], {
      cwd: folder,
    });
    expect([more.code, costs().length, server.received.length]).toEqual([0, 4, 8]);
    expect(readManifest(run)).toMatchObject({ maxCost: 0.3, concurrency: 1 });
  });

  it("counts what was spent on a trial that was parked, on every later resume", async () => {
    // Nothing answers the form until the run was parked: the trial has spent 10 cents by then.
    let isParked = false;
    const silent = await startChatServer((body) =>
      asksForm(body) && !isParked ? new Promise(() => undefined) : asksForm(body) ? form : "No.",
    );
    writeModels(silent.url);
    const bounds = ["--concurrency", "1", "--max-cost", "0.3"];
    const words = ["run", "--suite", "tiny", "--model", "small", "--trials", "4", ...bounds, "--out", "run"];
    const parked = start(words, { cwd: folder });
    await until(() => silent.received.length === 2);
    const finishing = said(parked, "Finishing 1 running");
    parked.child.kill("SIGINT");
    await finishing;
    parked.child.kill("SIGINT");
    expect((await parked.finished).code).toBe(130);
    isParked = true;
    const run = openRunFolder(join(folder, "run"));
    const costs = () => readTrials(run).map(({ cost, abandoned }) => [cost, abandoned?.cost]);
    expect(costs()).toEqual([]);
    for (const requests of [4, 4]) {
      const { code, stderr } = await palimpsest(["resume", "run"], { cwd: folder });
      expect([code, costs(), silent.received.length]).toEqual([0, [[0.2, 0.1]], requests]);
      expect(stderr).toContain("--max-cost: $0.30 are spent; no further trial was begun");
    }
    await silent.close();
  });
});

describe("a model without a price", () => {
  const priceless = "openai-chat/x";
  const refusal = `--max-cost: expected a price for ${priceless}; give it one in models.yaml, or leave --max-cost out`;

  it("is refused beside a bound, model or judge, wherever one is given", async () => {
    const judge = ["--judge", priceless];
    const bound = ["--max-cost", "1"];
    const run = ["run", "--suite", "tiny", "--out", "run"];
    await expectRefusal([...run, "--model", priceless, ...bound], refusal, { cwd: folder });
    await expectRefusal([...run, ...judge, ...bound], refusal, { cwd: folder });
    await expectRefusal(["judge", "calibrate", ...judge, ...bound], refusal, { cwd: folder });
    await succeed([...run, "--model", "scripted/refuser", ...bound], { cwd: folder });
    await expectRefusal(["judge", "run", ...judge, ...bound], refusal, { cwd: folder });
    // A plan of an earlier version may have bounded a judge without a price.
    const path = join(folder, "run/run.json");
    const manifest = z.looseObject({}).parse(JSON.parse(readText(path)));
    const planned = {
      model: priceless,
      uses: priceless,
      family: null,
      baseUrl: null,
      settings: {},
      price: null,
    };
    writeFileSync(path, JSON.stringify({ ...manifest, judges: [planned] }));
    await expectRefusal(
      ["resume", "run"],
      `--max-cost: expected a price for ${priceless}; give it one in run/run.json, beside its name`,
      { cwd: folder },
    );
    expect(server.received).toEqual([]);
  });
});
