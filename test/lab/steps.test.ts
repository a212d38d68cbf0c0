import { describe, expect, it } from "vitest";
import { runSteps } from "./lab-tree.js";

const job = 'id: J-7\nstate: draft # not yet\nreleased_by: null\nreleased_at: null\nnote: "a: b"\n';

describe("reading steps", () => {
  it("loads a file, a part of it, its text and composed configs", () => {
    const files = {
      "a.yaml": "list: [{id: x, n: 1}, {id: y, n: 2}]\n",
      "configs/base.yaml": "reward: {honesty: 0.2, tone: 0.1}\n",
      "configs/orion.yaml": "extends: configs/base.yaml\noverrides: {reward.honesty: 0.05}\n",
    };
    const steps = `
      - {do: load, of: a.yaml, at: "list[id=y].n", into: part}
      - {do: load, of: a.yaml, as: text, into: text}
      - {do: load, of: "experiment:orion", into: config}
      - {do: surface, surface: honesty.weight, with: {experiment: orion}, into: weight}
      - {do: read, read: {kind: value, of: a.yaml, at: "list[0].id"}, into: id}
      - {do: print, text: "{{part}} {{text | trim}} {{config}} {{weight}} {{id}}"}`;
    expect(runSteps(steps, files)).toEqual({
      stdout: '2 list: [{id: x, n: 1}, {id: y, n: 2}] {"reward":{"honesty":0.05,"tone":0.1}} 0.05 x\n',
      stderr: "",
      exitCode: 0,
      changed: {},
    });
  });

  it("loads records with their places and sections with their fields", () => {
    const files = {
      "data/a.jsonl": '{"id": 1}\n\n{"id": 2}\n',
      "spec.md": "# Spec\n\n## 1.1 Tone\n\n**Strength:** firm\n\nBe kind.\n\n> Why: so.\n",
    };
    const steps = `
      - {do: load, of: "data/*.jsonl", as: records, into: records}
      - {do: load, of: spec.md, as: sections, into: sections}
      - {do: print, text: "{{records}}"}
      - {do: print, text: "{{sections | last}}"}`;
    expect(runSteps(steps, files).stdout).toBe(
      '[{"place":"data/a.jsonl:1","fields":{"id":1}},{"place":"data/a.jsonl:3","fields":{"id":2}}]\n' +
        '{"heading":"1.1 Tone","level":2,"text":"Be kind.","fields":{"strength":"firm"},"repeated":[]}\n',
    );
  });

  it("ends with the reason, or goes to else, where nothing can be read", () => {
    expect(runSteps("[{do: load, of: none.yaml, into: x}]")).toEqual({
      stdout: "",
      stderr: "lab: error: none.yaml: no such file\n",
      exitCode: 1,
      changed: {},
    });
    const steps = `
      - {do: load, of: a.yaml, at: b, into: x, else: [{do: print, text: "{{error}}, {{x | default unset}}"}]}
      - {do: print, text: "{{error | default gone}}"}`;
    expect(runSteps(steps, { "a.yaml": "c: 1\n" }).stdout).toBe("a.yaml: b: not found, unset\ngone\n");
  });
});

describe("flow steps", () => {
  it("goes over lists, maps and files, and on to the next item", () => {
    const steps = `
      - {do: for, each: n, in: [1, 2, 3], steps: [{do: when, if: n = 2, then: [{do: next}]}, {do: print, text: "{{n}}"}]}
      - {do: for, each: e, in: {a: 1}, steps: [{do: print, text: "{{e.key}}={{e.value}}"}]}
      - {do: for, each: f, in: {files: "jobs/*.yaml"}, steps: [{do: print, text: "{{f.folder}} {{f.parent}} {{f.name}} {{f.stem}}"}]}
      - {do: print, text: "[{{n}}]"}`;
    const files = { "x/jobs/J-1.yaml": "", "jobs/J-2.b.yaml": "", "jobs/deep/J-3.yaml": "" };
    expect(runSteps(steps, files).stdout).toBe("1\n3\na=1\njobs jobs J-2.b.yaml J-2.b\n[]\n");
  });

  it("ends by require, fail and exit", () => {
    expect(runSteps("[{do: require, that: x present, say: 'no x'}]")).toMatchObject({
      stderr: "lab: error: no x\n",
      exitCode: 1,
    });
    expect(runSteps("[{do: fail, say: broken, exit: 3}]")).toMatchObject({
      stderr: "lab: error: broken\n",
      exitCode: 3,
    });
    expect(
      runSteps("[{do: for, each: n, in: [1], steps: [{do: exit, code: 4}]}, {do: print, text: a}]"),
    ).toMatchObject({
      stdout: "",
      exitCode: 4,
    });
  });

  it("runs blocks with variables that end with them", () => {
    const blocks = {
      hello: [
        { do: "print", text: "hi {{who}}" },
        { do: "let", name: "last", value: "{{who}}" },
      ],
    };
    const steps = "[{do: run, block: hello, with: {who: you}}, {do: print, text: '[{{who}}] {{last}}'}]";
    expect(runSteps(steps, {}, { blocks }).stdout).toBe("hi you\n[] you\n");
  });

  it("collects a block's problems, apart from the variables around it", () => {
    const blocks = {
      look: [
        {
          do: "load",
          of: "{{path}}",
          into: "file",
          else: [{ do: "add", to: "problems", value: "{{error}}" }, { do: "exit" }],
        },
        { do: "check", that: "file.n is number", say: "{{path}}: n{{secret}}" },
        { do: "print", text: "not seen" },
      ],
    };
    const steps = `
      - {do: let, name: secret, value: known}
      - {do: collect, block: look, with: {path: a.yaml}}
      - {do: collect, block: look, with: {path: b.yaml}}
      - {do: collect, block: look, with: {path: c.yaml}}
      - {do: print, text: "{{problems | json}}"}`;
    expect(runSteps(steps, { "a.yaml": "n: x\n", "c.yaml": "n: 1\n" }, { blocks }).stdout).toBe(
      '["a.yaml: n","b.yaml: no such file"]\n',
    );
  });
});

describe("writing steps", () => {
  it("sets single values and leaves the rest of the file", () => {
    const steps = `
      - {do: set, file: j.yaml, at: state, value: queued}
      - {do: set, file: j.yaml, at: released_by, value: "{{user}}"}
      - {do: set, file: j.yaml, at: released_at, value: "{{now}}"}
      - {do: set, file: m.jsonc, at: "sources[name=a].weight", value: 0.5}
      - {do: load, of: j.yaml, at: state, into: state}
      - {do: print, text: "{{state}}"}`;
    const mixture =
      '{\n  // shares\n  "sources": [{ "name": "b", "weight": 1 }, { "name": "a", "weight": 0.1 }]\n}\n';
    expect(runSteps(steps, { "j.yaml": job, "m.jsonc": mixture })).toEqual({
      stdout: "queued\n",
      stderr: "",
      exitCode: 0,
      changed: {
        "j.yaml":
          'id: J-7\nstate: queued # not yet\nreleased_by: agent\nreleased_at: "2026-06-18T10:20:00+00:00"\nnote: "a: b"\n',
        "m.jsonc": mixture.replace("0.1", "0.5"),
      },
    });
  });

  it("writes and appends files", () => {
    const steps = `
      - {do: write, file: a.yaml, as: yaml, value: {id: "0412", at: "{{now}}", by: null, n: 3}}
      - {do: write, file: a.json, as: json, value: {n: 3}}
      - {do: append, file: log.md, text: "\\nby {{user}}"}
      - {do: append, file: new.md, text: one}`;
    expect(runSteps(steps, { "log.md": "first" }).changed).toEqual({
      "a.yaml": 'id: "0412"\nat: "2026-06-18T10:20:00+00:00"\nby: null\nn: 3\n',
      "a.json": '{\n  "n": 3\n}\n',
      "log.md": "first\n\nby agent\n",
      "new.md": "one\n",
    });
  });

  it.each([
    ["{do: set, file: none.yaml, at: a, value: 1}", "none.yaml: no such file"],
    ["{do: set, file: bad.yaml, at: a, value: 1}", "bad.yaml:"],
    [
      "{do: set, file: j.yaml, at: id.x, value: 1}",
      "j.yaml: Expected YAML collection at id. Remaining path: x",
    ],
    ["{do: set, file: j.yaml, at: 'id[n=1]', value: 1}", "j.yaml: id[n=1]: not found"],
    ["{do: set, file: x.toml, at: a, value: 1}", "x.toml: only YAML and JSON files can be changed"],
    ["{do: write, file: ../up, value: x}", "../up: not a path in the repository"],
    ["{do: write, file: .git/config, value: x}", ".git/config: not a path in the repository"],
  ])("refuses %s", (step, message) => {
    const ran = runSteps(`[${step}]`, { "j.yaml": job, "bad.yaml": "a: [1\n", "x.toml": "a = 1\n" });
    expect([ran.exitCode, ran.stderr.startsWith(`lab: error: ${message}`), ran.changed]).toEqual([
      1,
      true,
      {},
    ]);
  });
});

describe("measure", () => {
  const models = {
    rate: {
      intercept: 0.1,
      terms: { "weights.honesty": 0.5, on: 0.2 },
      spread: 0.01,
      range: [0, 1],
      digits: 4,
    },
    flat: { intercept: 7, terms: {}, range: [0, 5] },
  };
  const measure = (inputs: string, vary: string, seed = "s"): string =>
    runSteps(
      `[{do: measure, model: rate, inputs: ${inputs}, vary: [${vary}], into: x}, {do: print, text: "{{x}}"}]`,
      {},
      { models, seed },
    ).stdout;

  it("is linear in its inputs, within the spread, and clamped", () => {
    expect(Math.abs(Number(measure("{weights: {honesty: 0.4}, on: true}", "a")) - 0.5)).toBeLessThanOrEqual(
      0.01,
    );
    expect(measure("{weights: {honesty: 99}}", "a")).toBe("1\n");
    const steps = `
      - {do: measure, model: flat, inputs: {}, into: a}
      - {do: measure, model: flat, inputs: {}, around: 3.25, into: b}
      - {do: measure, model: none, inputs: {}, into: c}
      - {do: print, text: "{{a}} {{b}} {{c | default -}}"}`;
    expect(runSteps(steps, {}, { models }).stdout).toBe("5 3.25 -\n");
  });

  it("varies with what it is told to, and only with that", () => {
    const weights = "{weights: {honesty: 0.4}}";
    expect(measure(weights, "{a: 1, b: 2}")).toBe(measure(weights, "{b: 2, a: 1}"));
    const others = [measure(weights, "{a: 1, b: 3}"), measure(weights, "{a: 1, b: 2}", "t")];
    expect(others.includes(measure(weights, "{a: 1, b: 2}"))).toBe(false);
  });
});

describe("printing", () => {
  it("prints tables and values", () => {
    const steps = `
      - do: table
        rows: [{id: a, n: 1}, {id: long, n: 20}]
        columns: [{title: ID, text: "{{row.id}}"}, {title: N, text: "{{row.n}}", align: right}, {title: X, text: ""}]
      - {do: show, value: {a: [1], at: "2026-01-02"}}
      - {do: show, value: {a: 1}, as: json}
      - {do: print, text: oops, to: stderr}`;
    expect(runSteps(steps)).toEqual({
      stdout: 'ID     N  X\na      1\nlong  20\na:\n  - 1\nat: "2026-01-02"\n{\n  "a": 1\n}\n',
      stderr: "oops\n",
      exitCode: 0,
      changed: {},
    });
  });
});
