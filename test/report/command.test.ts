import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { palimpsest, succeed } from "../cli/support.js";

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
  it("writes a page beside a run, with links to its files from there", async () => {
    const { code, stdout, stderr } = await palimpsest([
      "report",
      at("one"),
      "--format",
      "html",
      "--out",
      at("pages/one.html"),
    ]);
    expect([code, stdout, stderr]).toEqual([0, "", `${at("pages/one.html")}: written\n`]);
    const html = readFileSync(at("pages/one.html"), "utf8");
    const [, link = ""] = /href="(\.[^"]*\.jsonl)"/.exec(html) ?? [];
    expect(readFileSync(join(folder, "pages", decodeURIComponent(link)), "utf8")).toContain(
      "palimpsest-trace-1",
    );
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

  it("says in one line where it cannot write", async () => {
    const { code, stderr } = await palimpsest(["report", at("one"), "--out", at("one/run.json/x")]);
    expect([code, stderr.split("\n").length]).toEqual([2, 2]);
  });
});
