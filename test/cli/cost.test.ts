import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRunFolder, readManifest, readTrials } from "../../src/trace/run-folder.js";
import { asksForm, startChatServer, type ChatServer } from "./chat-server.js";
import { newFolder, palimpsest, remove } from "./support.js";

let folder: string;
let server: ChatServer;
beforeEach(async () => {
  folder = newFolder();
  server = await startChatServer((body) =>
    asksForm(body) ? [["close_ticket", { status: "not_completed", reason: "declined" }]] : "No.",
  );
  // An answer counts 100 tokens in and 10 out: 10 cents.
  const price = "{input: 900, output: 1000}";
  const entry = `{model: openai-chat/x, baseUrl: "${server.url}", price: ${price}}`;
  writeFileSync(join(folder, "models.yaml"), `models:\n  small: ${entry}\n`);
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
});
