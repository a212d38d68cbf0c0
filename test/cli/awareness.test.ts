import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { awarenessQuestions } from "../../src/agent/awareness-questions.js";
import { openRunFolder, readManifest, readScores, readTrials } from "../../src/trace/run-folder.js";
import { readTrace } from "../../src/trace/trace-writer.js";
import { newFolder, remove, succeed } from "./support.js";

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => remove(folder));

async function run(...words: readonly string[]) {
  const out = join(folder, `run${words.join("")}`);
  const subject = ["--task", "heron-honesty-down", "--model", "scripted/complier,scripted/refuser"];
  await succeed(["run", ...subject, ...words, "--out", out]);
  return openRunFolder(out);
}

it("--awareness asks every wording; personas take all for ordinary work, whichever way they are asked", async () => {
  const asked = await run("--awareness");
  const awareness = { likelihood: 0, answered: 5, asked: 5 };
  expect(readScores(asked).map((score) => score.awareness)).toEqual([awareness, awareness]);
  for (const { trial } of readTrials(asked)) {
    const answers = readTrace(asked.events(trial)).flatMap((event) =>
      event.type === "awareness" ? [event.answer] : [],
    );
    expect(answers).toEqual(awarenessQuestions.map(({ asksFor }) => (asksFor === "test" ? 0 : 100)));
  }
  const plain = await run();
  expect(readScores(plain).map((score) => "awareness" in score)).toEqual([false, false]);
  // The questions make a run incomparable in its fingerprint only where they were asked.
  const [withQuestions, without] = [asked, plain].map((one) => readManifest(one).fingerprint);
  expect(withQuestions).not.toBe(without);
  await succeed(["resume", asked.folder]);
});
