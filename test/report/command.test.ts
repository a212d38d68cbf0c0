import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { expectRefusal, palimpsest, succeed } from "../cli/support.js";

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "palimpsest-report-"));
  const run = (name: string, ...more: string[]): Promise<string> =>
    succeed(["run", "--suite", "tiny", "--model", "scripted/refuser", "--out", at(name), ...more]);
  await run("one");
  await run("two");
  await run("other", "--followups", "proceed");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("palimpsest report", () => {
  it("writes a page with one for each trial beside it, which lead to each other and to the raw files", async () => {
    const { code, stdout, stderr } = await palimpsest([
      "report",
      at("one"),
      "--format",
      "html",
      "--out",
      at("pages/one.html"),
    ]);
    expect([code, stdout, stderr]).toEqual([
      0,
      "",
      `${at("pages/one.html")}: written, with 2 pages of trials in ${at("pages/one-trials")}\n`,
    ]);
    const html = readFileSync(at("pages/one.html"), "utf8");
    const [, link = ""] = /href="(\.\/one-trials\/[^"]*\.html)"/.exec(html) ?? [];
    const trial = readFileSync(at(`pages/${decodeURIComponent(link)}`), "utf8");
    expect(trial).toContain('href="../one.html#t1-1"');
    const [, trace = ""] = /href="(\.[^"]*\.jsonl)"/.exec(trial) ?? [];
    expect(readFileSync(join(folder, "pages/one-trials", decodeURIComponent(trace)), "utf8")).toContain(
      "palimpsest-trace-1",
    );
  });

  it("compares models with the one that is named, and refuses names that no model has", async () => {
    const models = ["--model", "scripted/refuser,scripted/complier,scripted/idler"];
    await succeed(["run", "--suite", "tiny", ...models, "--out", at("three")]);
    const compared = z.looseObject({
      comparisons: z.array(
        z.looseObject({ first: z.object({ model: z.string() }), second: z.object({ model: z.string() }) }),
      ),
    });
    const pairs = async (...more: string[]): Promise<string[]> =>
      compared
        .parse(JSON.parse(await succeed(["report", at("three"), "--json", ...more])))
        .comparisons.map(({ first, second }) => `${second.model} - ${first.model}`);
    expect(await pairs()).toEqual([
      "scripted/complier - scripted/refuser",
      "scripted/idler - scripted/refuser",
    ]);
    expect(await pairs("--against", "scripted/complier")).toEqual([
      "scripted/refuser - scripted/complier",
      "scripted/idler - scripted/complier",
    ]);
    const shown = await succeed(["report", at("three"), "--against", "scripted/idler"]);
    expect(shown).toMatch(/│ first +│ second +│ pairs │/);
    await expectRefusal(
      ["report", at("three"), "--against", "complier"],
      '--against: expected a model of the report, scripted/refuser, scripted/complier or scripted/idler, got "complier"',
    );
  });

  it("keeps pages of runs side by side apart, though their trials have the same names", async () => {
    await succeed(["report", at("one"), at("two"), "--format", "html", "--out", at("pages/both.html")]);
    expect(
      readdirSync(at("pages/both-trials"))
        .map((name) => name.slice(0, 3))
        .sort(),
    ).toEqual(["r1-", "r1-", "r2-", "r2-"]);
  });

  it("writes the other pages where a trace is damaged, and says so on that trial's", async () => {
    cpSync(at("one"), at("damaged"), { recursive: true });
    const [name = ""] = readdirSync(at("damaged/events"));
    writeFileSync(at(`damaged/events/${name}`), "no trace\n");
    await succeed(["report", at("damaged"), "--format", "html", "--out", at("pages/damaged.html")]);
    const page = readFileSync(at(`pages/damaged-trials/${name.replace(/\.jsonl$/, ".html")}`), "utf8");
    expect(page).toContain("expected a line of JSON");
  });

  it("rebuilds what had changed at an earlier stop from what the run keeps, and says where it keeps too little", async () => {
    await succeed(
      ["run", "--suite", "tiny", "--model", "scripted/yielder", "--followups", "proceed", "--out"].concat(
        at("stops"),
      ),
    );
    const [name = ""] = readdirSync(at("stops/events"));
    const trace = readFileSync(at(`stops/events/${name}`), "utf8");
    const changes = /"changes":(\[\{.*?\}\])/.exec(trace)?.[1] ?? "";
    const earlier = changes.replaceAll(/"text":"/g, '"text":"# an earlier thought\\n');
    writeFileSync(at(`stops/events/${name}`), trace.replace('"changes":[]', `"changes":${earlier}`));
    const open = async (): Promise<string> => {
      await succeed(["report", at("stops"), "--format", "html", "--out", at("pages/stops.html")]);
      return readFileSync(at(`pages/stops-trials/${name.replace(/\.jsonl$/, ".html")}`), "utf8");
    };
    expect(await open()).toMatch(/id="diff-stop-1".*\+# an earlier thought/s);
    for (const base of readdirSync(at("stops/base"))) rmSync(at(`stops/base/${base}`));
    expect(await open()).toContain("at stop 1 what had changed is not known");
  });

  it("prints a page whose links start in the run's folder", async () => {
    expect(await succeed(["report", at("one"), "--format", "html"])).toMatch(/href="events\/[^"/]+\.jsonl"/);
  });

  it("puts runs of one fingerprint side by side", async () => {
    const report: unknown = JSON.parse(await succeed(["report", at("one"), at("two"), "--json"]));
    expect(report).toMatchObject({
      format: "palimpsest-report-1",
      mixed: false,
      comparisons: [{ gap: { value: 0 } }],
    });
  });

  it("refuses runs of different fingerprints in one line, unless they are to be mixed", async () => {
    const refused = await palimpsest(["report", at("one"), at("other")]);
    expect([refused.code, refused.stdout]).toEqual([2, ""]);
    expect(refused.stderr.replaceAll(folder, "").replaceAll(/[0-9a-f]{12}/g, "#")).toBe(
      "palimpsest: /other: run.json: fingerprint: expected # as in /one, got #; they differ in follow-ups (none and proceed); --mixed shows them side by side all the same, marked\n",
    );
    expect(await succeed(["report", at("one"), at("other"), "--mixed"])).toContain(
      "MIXED: these runs differ in fingerprint",
    );
  });

  it("goes by the ending of the file where no format is named", async () => {
    for (const [name, start] of [
      ["a.html", "<!doctype html>"],
      ["a.MD", "# "],
      ["a.json", "{"],
      ["a.csv", "run,"],
      ["a.txt", "Run "],
      ["a", "Run "],
    ] as const) {
      await succeed(["report", at("one"), "--out", at(`ends/${name}`)]);
      expect([name, readFileSync(at(`ends/${name}`), "utf8").slice(0, start.length)]).toEqual([name, start]);
    }
    await succeed(["report", at("one"), "--format", "csv", "--out", at("ends/b.txt")]);
    expect(readFileSync(at("ends/b.txt"), "utf8")).toBe(readFileSync(at("ends/a.csv"), "utf8"));
  });

  it("refuses in one line formats that contradict each other, and writes nothing", async () => {
    for (const [words, says] of [
      [
        ["--json", "--format", "html"],
        "--json: expected no --format beside it, or --format json, got --format html",
      ],
      [
        ["--format", "csv", "--out", "no.html"],
        "--out no.html: expected an ending that fits --format csv, got .html",
      ],
      [["--json", "--out", "no.csv"], "--out no.csv: expected an ending that fits --json, got .csv"],
      [
        ["--out", "no.pdf"],
        "--out no.pdf: expected --format, or one of the endings .html, .htm, .md, .markdown, .json, .csv, .txt, got .pdf",
      ],
    ] as const) {
      await expectRefusal(["report", at("one"), ...words], says, { cwd: folder });
    }
    expect(readdirSync(folder).filter((name) => name.startsWith("no."))).toEqual([]);
    const words = ["report", at("one"), "--json"];
    expect(await succeed([...words, "--format", "json"])).toBe(await succeed(words));
  });

  it("writes no pages of trials where none are wanted, and leads to the raw files", async () => {
    const out = at("alone/report.html");
    const { code, stderr } = await palimpsest(["report", at("one"), "--out", out, "--no-pages"]);
    expect([code, stderr]).toEqual([0, `${out}: written, without pages of trials\n`]);
    expect(readdirSync(at("alone"))).toEqual(["report.html"]);
    const [, trace = ""] = /href="(\.[^"]*\.jsonl)"/.exec(readFileSync(out, "utf8")) ?? [];
    expect(readFileSync(join(folder, "alone", decodeURIComponent(trace)), "utf8")).toContain(
      "palimpsest-trace-1",
    );
  });

  it("says in one line where it cannot write", async () => {
    const { code, stderr } = await palimpsest(["report", at("one"), "--out", at("one/run.json/x")]);
    expect([code, stderr.split("\n").length]).toEqual([2, 2]);
  });

  it("replaces nothing that is no file, and leaves no pages of trials beside it", async () => {
    mkdirSync(at("here/folder.html"), { recursive: true });
    execFileSync("mkfifo", [at("here/pipe.html")]);
    const words = ["report", at("one"), "--format", "html", "--out"];
    const expected = "expected a file or a new name, found a";
    for (const [out, found] of [
      [".", "folder"],
      ["folder.html", "folder"],
      ["pipe.html", "device or a pipe"],
    ] as const) {
      await expectRefusal([...words, out], `${out}: ${expected} ${found}`, { cwd: at("here") });
    }
    expect(readdirSync(at("here"))).toEqual(["folder.html", "pipe.html"]);
  });

  it("takes the place of no record of a run, and no run twice", async () => {
    const [events = ""] = readdirSync(at("one/events"));
    for (const out of [at("one/scores.jsonl"), at(`one/events/${events}`)]) {
      const before = readFileSync(out, "utf8");
      await expectRefusal(
        ["report", at("one"), "--format", "csv", "--out", out],
        `${out}: expected another place than that of a run's own records`,
      );
      expect(readFileSync(out, "utf8")).toBe(before);
    }
    symlinkSync(at("one"), at("same"));
    await expectRefusal(
      ["report", at("one"), at("two"), at("same")],
      `${at("same")}: expected another run than ${at("one")}, which is the same folder`,
    );
  });

  it("counts no trial twice, and none that was not planned", async () => {
    const lines = readFileSync(at("one/trials.jsonl"), "utf8");
    const [first = ""] = lines.split("\n");
    const { trial, task } = z.looseObject({ trial: z.string(), task: z.string() }).parse(JSON.parse(first));
    const refuses = async (line: string, says: string): Promise<void> => {
      cpSync(at("one"), at("edited"), { recursive: true });
      writeFileSync(at("edited/trials.jsonl"), `${lines}${line}\n`);
      for (const command of ["report", "score", "resume"])
        await expectRefusal([command, at("edited")], `${at("edited/trials.jsonl")}:3: ${says}`);
    };
    await refuses(first, `trial: ${trial} is there twice`);
    await refuses(
      first.replace(`"trial":"${trial}"`, '"trial":"no-such"'),
      "trial: no-such is not in the run's plan",
    );
    writeFileSync(at("edited/trials.jsonl"), lines.replace(`"task":"${task}"`, '"task":"another"'));
    await expectRefusal(
      ["report", at("edited")],
      `${at("edited/trials.jsonl")}:1: task: expected ${task} as planned, got another`,
    );
  });

  it("comes back from where no folder can be made", async () => {
    for (const out of ["/proc/palimpsest/report.csv", "/proc/report.html"]) {
      const format = out.endsWith("csv") ? "csv" : "html";
      await expectRefusal(["report", at("one"), "--format", format, "--out", out], /^\/proc\/.*\(ENOENT\)$/);
    }
  });
});
