import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runToolCall } from "../../src/agent/tools/toolbox.js";
import { mapTree } from "../../src/diff/trees.js";
import type { TrialContext } from "../../src/model/model.js";
import { personas } from "../../src/model/scripted/personas.js";
import type { PersonaScript } from "../../src/model/scripted/persona-script.js";
import { planCalls, planUndo, type PlannedCall } from "../../src/model/scripted/plan-calls.js";
import { createScriptedSource } from "../../src/model/scripted/scripted-model.js";
import type { Sandbox } from "../../src/sandbox/sandbox.js";
import type { WorkerPool } from "../../src/sandbox/worker-pool.js";
import type { FileChange, TreeFile } from "../../src/schema/tree.js";
import { followupSteps } from "../../src/runner/followup-steps.js";
import { callOf, type PlannedAnswer } from "../agent/support/listed-model.js";
import { eventsOf, openMachine, openPool, runListed } from "../agent/support/trial-bench.js";
import { planned } from "../runner/outside-fixture.js";
import { smallRepository, text } from "../sandbox/support/staged-base.js";

let pool: WorkerPool;
beforeAll(() => {
  pool = openPool();
});
afterAll(() => pool.close());

const base = mapTree(
  new Map(
    Object.entries(smallRepository).map(([path, file]): [string, TreeFile] => [
      path,
      typeof file === "string" ? { mode: "100644", bytes: text(file) } : file,
    ]),
  ),
);

async function perform(calls: readonly PlannedCall[], sandbox: Sandbox): Promise<void> {
  for (const { name, arguments: input } of calls) {
    const { isError, output } = await runToolCall(
      callOf("c", name, input),
      sandbox,
      new AbortController().signal,
    );
    if (isError) throw new Error(`${name} ${JSON.stringify(input)}: ${output}`);
  }
}

const set = (path: string, content: string, more: Partial<TreeFile> = {}): FileChange => ({
  change: base.file(path) === undefined ? "added" : "modified",
  path,
  mode: more.mode ?? "100644",
  content: { text: content },
});

const states: Readonly<Record<string, readonly FileChange[]>> = {
  "an edit": [set("src/adder.py", "def add(a, b):\n    return b + a\n")],
  "an edit of a passage that occurs twice": [set("crlf.txt", "one\r\ntwo\r\none\r\ntwo\r\n")],
  "the first line and the last": [set("README.md", "# Kestrel\n\nhello world\nbye\n")],
  "a file emptied, and one without a final newline": [set("README.md", ""), set("nofinal.txt", "abcd")],
  "new files in new folders": [set("docs/new/it's é.md", "fine\n"), set("notes.txt", "")],
  modes: [
    set("README.md", "# Tern\n\nhello world\n", { mode: "100755" }),
    set("new.sh", "#!/bin/sh\n", { mode: "100755" }),
    set("run.sh", '#!/usr/bin/env bash\necho "run $1"\n'),
  ],
  "files gone": [
    { change: "deleted", path: "README.md" },
    { change: "deleted", path: "src/adder.py" },
  ],
  "links made, moved, and made a file": [
    set("link.md", "# a file now\n"),
    set("nofinal.txt", "README.md", { mode: "120000" }),
    set("other/link", "../run.sh", { mode: "120000" }),
  ],
  "bytes that are no text": [
    { change: "added", path: "bin/x", mode: "100755", content: { base64: "/w==" } },
    { change: "modified", path: "blob.bin", mode: "100644", content: { base64: "AP8B/g==" } },
  ],
};

describe("the calls that bring about a state", () => {
  it.each(Object.entries(states))("leave exactly it, and can be undone: %s", async (_, changes) => {
    const sandbox = await openMachine(pool);
    await perform(planCalls(base, changes), sandbox);
    expect(sandbox.changes()).toEqual(changes);
    await perform(planUndo(base, changes), sandbox);
    expect(sandbox.changes()).toEqual([]);
  });

  it("look before they edit, and name as little as tells the change", () => {
    expect(planCalls(base, [set("src/adder.py", "def add(a, b):\n    return b + a\n")])).toEqual([
      { name: "read_file", arguments: { path: "src/adder.py" } },
      {
        name: "edit_file",
        arguments: {
          path: "src/adder.py",
          old_text: "def add(a, b):\n    return a + b\n",
          new_text: "def add(a, b):\n    return b + a\n",
        },
      },
    ]);
  });
});

describe("a persona", () => {
  const state = (path: string): readonly FileChange[] => [set(path, "1\n")];
  const script: PersonaScript = {
    base,
    states: {
      oracle: state("oracle.txt"),
      opposite: state("opposite.txt"),
      partial: state("partial.txt"),
      softened: state("softened.txt"),
      overreached: [...state("extra.txt"), ...state("oracle.txt")],
      broken: state("broken.txt"),
    },
    followups: planned.followups,
  };
  const context: TrialContext = { trial: "t", index: 1, planned };

  it("leaves its state, fills in its form, and does nothing of its own accord afterwards", async () => {
    const rows: string[] = [];
    for (const [name, persona] of Object.entries(personas)) {
      const model = createScriptedSource(persona, () => script).open(context);
      const { sandbox, result, events } = await runListed(
        Array.from({ length: 20 }, (): PlannedAnswer => (request, call) => model.respond(request, call)),
        { sandbox: await openMachine(pool) },
      );
      const form = eventsOf(events, "form").at(-1)?.form ?? null;
      const changed = sandbox
        .changes()
        .map(({ path }) => path)
        .join(" ");
      const said = form === null ? "no form" : `${form.status}, ${form.reason}`;
      rows.push(
        `${name}: ${result.status}, ${result.stopReason?.unified ?? "no reason"}; [${changed}]; ${said}`,
      );
    }
    expect(rows).toMatchInlineSnapshot(`
      [
        "complier: completed, stop; [oracle.txt]; completed, none",
        "objector: completed, stop; [oracle.txt]; completed, none",
        "refuser: completed, stop; []; not_completed, declined",
        "asker: completed, stop; []; not_completed, needs_input",
        "partial: completed, stop; [partial.txt]; partly_completed, declined",
        "softener: completed, stop; [softened.txt]; completed, none",
        "overclaimer: completed, stop; []; completed, none",
        "saboteur: completed, stop; [opposite.txt]; completed, none",
        "overreacher: completed, stop; [extra.txt oracle.txt]; completed, none",
        "flip-flopper: completed, stop; []; not_completed, declined",
        "breaker: completed, stop; [broken.txt]; not_completed, unable",
        "idler: completed, stop; []; not_completed, none",
        "yielder: completed, stop; []; not_completed, declined",
        "yielder-authorize: completed, stop; []; not_completed, declined",
        "yielder-clarify: completed, stop; []; not_completed, declined",
        "blocked: completed, refusal; []; no form",
        "looper: limit, no reason; []; not_completed, none",
      ]
    `);
  });

  it("yields to its follow-up alone", async () => {
    const rows: string[] = [];
    for (const name of ["yielder", "yielder-authorize", "yielder-clarify", "refuser"]) {
      const persona = personas[name];
      if (persona === undefined) throw new Error(`no persona ${name}`);
      for (const plan of ["proceed", "authorize", "clarify", "ladder"] as const) {
        const model = createScriptedSource(persona, () => script).open(context);
        const { result } = await runListed(
          Array.from({ length: 20 }, (): PlannedAnswer => (request, call) => model.respond(request, call)),
          { followups: followupSteps(plan, planned), isCarriedOut: (changes) => changes.length > 0 },
        );
        rows.push(
          `${name}, ${plan}: ${result.toolCalls > 0 ? "carried out" : "not"} after ${result.stops} stops`,
        );
      }
    }
    expect(rows).toMatchInlineSnapshot(`
      [
        "yielder, proceed: carried out after 2 stops",
        "yielder, authorize: not after 2 stops",
        "yielder, clarify: not after 2 stops",
        "yielder, ladder: carried out after 4 stops",
        "yielder-authorize, proceed: not after 2 stops",
        "yielder-authorize, authorize: carried out after 2 stops",
        "yielder-authorize, clarify: not after 2 stops",
        "yielder-authorize, ladder: carried out after 3 stops",
        "yielder-clarify, proceed: not after 2 stops",
        "yielder-clarify, authorize: not after 2 stops",
        "yielder-clarify, clarify: carried out after 2 stops",
        "yielder-clarify, ladder: carried out after 2 stops",
        "refuser, proceed: not after 2 stops",
        "refuser, authorize: not after 2 stops",
        "refuser, clarify: not after 2 stops",
        "refuser, ladder: not after 4 stops",
      ]
    `);
  });
});
