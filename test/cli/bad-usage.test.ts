import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectRefusal, newFolder, remove, snapshot, succeed } from "./support.js";

let folder: string;
let before: ReturnType<typeof snapshot>;
beforeAll(async () => {
  folder = newFolder();
  writeFileSync(join(folder, "file"), "mine\n");
  writeFileSync(
    join(folder, "wrong-field.yaml"),
    "models:\n  small:\n    model: openai/gpt-5\n    temprature: 1\n",
  );
  writeFileSync(join(folder, "wrong-provider.yaml"), "models:\n  small:\n    model: acme/tern\n");
  writeFileSync(join(folder, "no-family.yaml"), 'models:\n  small: {model: openai/gpt-5, family: ""}\n');
  writeFileSync(
    join(folder, "named.yaml"),
    "models:\n  small:\n    model: openai/gpt-5\n    keyVariable: MY_KEY\n",
  );
  writeFileSync(
    join(folder, "wrong-level.yaml"),
    "rows:\n  - {when: {levels: {authorization: absnt}}, refuse: 1}\n",
  );
  await succeed(["run", "--suite", "tiny", "--model", "scripted/refuser", "--out", "stored"], {
    cwd: folder,
  });
  before = snapshot(folder);
});
afterAll(() => remove(folder));

const run = (...words: string[]): string[] => [
  "run",
  "--suite",
  "tiny",
  "--model",
  "scripted/refuser",
  ...words,
];
const withModel = (model: string, ...words: string[]): string[] => [
  "run",
  "--suite",
  "tiny",
  "--model",
  model,
  ...words,
];
const help = " (palimpsest --help shows what there is)";

const cases: Readonly<Record<string, [words: string[], line: string | RegExp]>> = {
  "an unknown command": [["runn"], `unknown command 'runn' (Did you mean run?)${help}`],
  "an unknown option": [run("--trails", "3"), `unknown option '--trails' (Did you mean --trials?)${help}`],
  "an option without its value": [run("--trials"), `option '--trials <n>' argument missing${help}`],
  "a missing argument": [["report"], `missing required argument 'run'${help}`],
  "an argument too many": [
    run("more"),
    `too many arguments for 'run'. Expected 0 arguments but got 1.${help}`,
  ],
  "an unknown suite": [["run", "--suite", "huge"], '--suite: expected one of tiny, got "huge"'],
  "an unknown task": [
    ["run", "--task", "heron-honesty-up"],
    "task heron-honesty-up: no such task; `palimpsest task list` shows them all",
  ],
  "an unknown provider": [
    withModel("acme/tern"),
    '--model: expected anthropic/..., openai/..., openai-chat/..., scripted/..., replay/... or a name from models.yaml, got "acme/tern"',
  ],
  "a model without a provider": [
    withModel("gpt-5"),
    '--model: expected anthropic/..., openai/..., openai-chat/..., scripted/..., replay/... or a name from models.yaml, got "gpt-5"',
  ],
  "an unknown persona": [
    withModel("scripted/pirate"),
    /^--model: scripted\/pirate: expected all, .*complier, objector, refuser, .*, looper$/,
  ],
  "a model named twice": [withModel("scripted/all,scripted/idler"), "--model: scripted/idler is named twice"],
  "two models of one file name": [
    withModel("openai-chat/x,openai/chat-x"),
    "--model: expected names that differ in file names, got openai-chat/x and openai/chat-x (both openai-chat-x); rename one in models.yaml",
  ],
  "a missing key of Anthropic": [
    withModel("anthropic/claude-opus-4-5"),
    "--model: set ANTHROPIC_API_KEY to use anthropic/claude-opus-4-5",
  ],
  "a missing key of OpenAI": [withModel("openai/gpt-5"), "--model: set OPENAI_API_KEY to use openai/gpt-5"],
  "a missing key of a server that is not one's own": [
    withModel("openai-chat/qwen3"),
    "--model: set OPENAI_API_KEY to use openai-chat/qwen3",
  ],
  "a missing key under a name of one's own": [
    withModel("small", "--models", "named.yaml"),
    "--model: set MY_KEY to use openai/gpt-5",
  ],
  "an address with a password": [
    withModel("openai-chat/x", "--base-url", "http://ines:hunter22@127.0.0.1:9/v1"),
    /^--base-url: expected a URL without a user, .*, got "http:\/\/\[removed\]@127\.0\.0\.1:9\/v1"$/,
  ],
  "a judge's address with a key": [
    run("--judge", "openai-chat/x", "--judge-base-url", "http://127.0.0.1:9/v1?key=hunter22"),
    /^--judge-base-url: expected a URL without a user, .*, got "http:\/\/127\.0\.0\.1:9\/v1\?\[removed\]"$/,
  ],
  "no models.yaml where one is named": [run("--models", "none.yaml"), "--models: none.yaml: no such file"],
  "a models.yaml with a wrong field": [
    run("--models", "wrong-field.yaml"),
    "wrong-field.yaml:4: models.small.temprature: unknown field, expected none here",
  ],
  "a models.yaml with a wrong provider": [
    run("--models", "wrong-provider.yaml"),
    'wrong-provider.yaml: models.small.model: expected one of anthropic, openai, openai-chat, scripted, replay before the slash, got "acme/tern"',
  ],
  "a models.yaml with a family of no name": [
    run("--models", "no-family.yaml"),
    'no-family.yaml:2: models.small.family: expected a name without space around it, such as Claude, got ""',
  ],
  "a family of no name": [
    ["task", "show", "heron-honesty-down", "--family", ""],
    '--family: expected a name without space around it, such as Claude, got ""',
  ],
  "a family of no name for a folder": [
    ["stage", "heron-honesty-down", "work", "--family", " Claude"],
    '--family: expected a name without space around it, such as Claude, got " Claude"',
  ],
  "no trials": [run("--trials", "0"), /^--trials: expected a whole number from 1.*, got "0"$/],
  "trials in words": [run("--trials", "many"), /^--trials: expected a whole number from 1.*, got "many"$/],
  "trials without end": [
    run("--trials", "1e9", "--dry-run"),
    "--trials: expected at most 1000000 trials in all, got 2 cells x 1000000000",
  ],
  "cells without end": [
    ["power", "--gap", "0.2", "--trials", "1e9"],
    '--trials: expected a whole number from 1 to 1000000, got "1e9"',
  ],
  "an outcome that is none": [
    ["traces", "list", "stored", "--outcome", "refusal"],
    /^--outcome: expected one of errored, .*, unscored, got "refusal"$/,
  ],
  "an outcome of no run": [
    ["traces", "list", "--outcome", "refused"],
    "--outcome: expected a run besides, such as last, whose trials to list",
  ],
  "half a seed": [run("--seed", "1.5"), '--seed: expected a whole number, got "1.5"'],
  "a cost in words": [run("--max-cost", "free"), '--max-cost: expected a number above 0, got "free"'],
  "a bound on a cost that nobody can tell": [
    withModel("openai-chat/x", "--base-url", "http://127.0.0.1:9/v1", "--max-cost", "5"),
    "--max-cost: expected a price for openai-chat/x; give it one in models.yaml, or leave --max-cost out",
  ],
  "follow-ups of another name": [
    run("--followups", "insist"),
    '--followups: expected one of none, proceed, authorize, clarify, ladder, got "insist"',
  ],
  "a factor without levels": [
    run("--vary", "authorization"),
    /^--vary: expected .*factor=level.* with one of authorization, .*, exit, setting, got "authorization"$/,
  ],
  "an unknown factor": [run("--vary", "mood=good"), /^--vary: expected .*factor=level.*, got "mood=good"$/],
  "a factor with two signs": [
    run("--vary", "authorization=role=chain"),
    /^--vary: expected .*factor=level.*, got "authorization=role=chain"$/,
  ],
  "a factor that is varied twice": [
    run("--vary", "wording=1", "--vary", "wording=2"),
    '--vary: expected each factor once, got "wording"',
  ],
  "a variant with a factor twice": [
    ["task", "show", "heron-honesty-down", "--variant", "authorization=chain,authorization=absent"],
    '--variant: expected each factor once, got "authorization"',
  ],
  "a variant with two signs": [
    ["task", "show", "heron-honesty-down", "--variant", "authorization=role=chain"],
    /^--variant: expected base, or factor=level,factor=level with one of authorization, .*, got "authorization=role=chain"$/,
  ],
  "a variant that is none": [
    ["task", "show", "heron-honesty-down", "--variant", "mood"],
    /^--variant: expected base, or factor=level,factor=level with one of .*, got "mood"$/,
  ],
  "a variant of every level": [
    ["task", "show", "heron-honesty-down", "--variant", "authorization=*"],
    /^--variant: expected base, or factor=level,factor=level with one of .*, got "authorization=\*"$/,
  ],
  "a variant whose end is missing": [
    ["task", "show", "heron-honesty-down", "--variant", "authorization=chain,"],
    /^--variant: expected base, or factor=level,factor=level with one of .*, got "authorization=chain,"$/,
  ],
  "a variant of an unknown level": [
    ["task", "show", "heron-honesty-down", "--variant", "authorization=royal"],
    '--variant authorization: expected role, absent or chain, which heron-honesty-down offers, got "royal"',
  ],
  "a folder in a variant of an unknown level": [
    ["stage", "heron-honesty-down", "work", "--variant", "authorization=royal"],
    '--variant authorization: expected role, absent or chain, which heron-honesty-down offers, got "royal"',
  ],
  "a simulation of an unknown level": [
    ["run", "--suite", "tiny", "--simulate", "wrong-level.yaml"],
    'wrong-level.yaml:2: rows[0].when.levels.authorization: expected one of role, absent or chain, got "absnt"',
  ],
  "an unknown level": [
    run("--vary", "authorization=royal"),
    '--vary authorization: expected role, absent or chain, which the 2 tasks offer, got "royal"',
  ],
  "a level that the environment does not have": [
    run("--vary", "topic=innocuous"),
    /^--vary topic: expected sensitive, .*, got "innocuous".*$/,
  ],
  "no web address": [
    withModel("openai-chat/x", "--base-url", "localhost:8000"),
    '--base-url: expected a URL such as http://127.0.0.1:8000/v1, got "localhost:8000"',
  ],
  "an output folder that holds a run": [
    run("--out", "stored"),
    "stored: holds a run already; give another --out",
  ],
  "an output folder that is a file": [run("--out", "file"), "file: a file is in its place (EEXIST)"],
  "an output folder below a file": [
    run("--out", "file/below"),
    "file/below: a part of the path is a file, not a folder (ENOTDIR)",
  ],
  "an output folder that cannot be made": [
    run("--out", "/proc/palimpsest"),
    "/proc/palimpsest: no such file or folder (ENOENT)",
  ],
  "a run that is none": [
    ["resume", "nothing"],
    "nothing: expected a run folder with a run.json, or a name from `palimpsest traces list`",
  ],
  "a run to score that is none": [
    ["score", "."],
    ".: expected a run folder with a run.json, or a name from `palimpsest traces list`",
  ],
  "a run to replay that is none": [
    withModel("replay/nothing"),
    "nothing: expected a run folder with a run.json, or a name from `palimpsest traces list`",
  ],
  "a model to replay that the run lacks": [
    withModel("replay/stored#scripted/idler"),
    "--model: replay/stored#scripted/idler: the run has no such model",
  ],
  "an unknown format": [
    ["report", "stored", "--format", "pdf"],
    /^--format: expected one of table, .*, got "pdf"$/,
  ],
  "an unknown trial": [
    ["traces", "show", "stored", "nobody"],
    'trial: expected the id of a finished trial, got "nobody"',
  ],
  "a part of two trials' names": [
    ["traces", "show", "stored", "refuser"],
    'trial: expected one trial, 2 match, got "refuser"',
  ],
  "an unknown environment": [["env", "show", "purse"], "environment purse: expected one of pocket"],
  "an unknown environment to check": [["env", "check", "purse"], "environment purse: expected one of pocket"],
  "an unknown task to check": [
    ["task", "check", "heron"],
    "task heron: expected one of heron-brevity-down, heron-honesty-down",
  ],
  "an unknown task to show": [
    ["task", "show", "heron"],
    "task heron: no such task; `palimpsest task list` shows them all",
  ],
  "a folder of environments that is not there": [
    ["--environments", "nowhere", "env", "list"],
    "--environments: expected a folder, there is no nowhere",
  ],
};

describe("bad usage", () => {
  it.concurrent.each(Object.entries(cases))(
    "%s: one clear line and exit code 2",
    async (_, [words, line]) => {
      await expectRefusal(words, line, { cwd: folder });
    },
  );

  it("an address of the environment with a password: one clear line that keeps it", async () => {
    const address = "http://ines:hunter22@127.0.0.1:9/v1";
    for (const [name, model] of [
      ["OPENAI", "openai-chat/x"],
      ["ANTHROPIC", "anthropic/x"],
    ] as const) {
      const variables = { [`${name}_BASE_URL`]: address, [`${name}_API_KEY`]: "none" };
      const line = new RegExp(
        `^${name}_BASE_URL: expected a URL without a user, .*, got "http://\\[removed\\]@127`,
      );
      await expectRefusal(withModel(model), line, { cwd: folder, variables });
    }
  });

  it("leaves everything as it was", () => {
    expect(snapshot(folder)).toEqual(before);
  });
});
