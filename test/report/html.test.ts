import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatHtml } from "../../src/report/html/format-html.js";
import { buildReport, studyRun } from "../../src/report/study-run.js";
import { largeStudy } from "./large-study.js";
import { startChromium } from "./open-page.js";
import { makeRun, type MadeRun, type MadeTrial } from "./study-fixture.js";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

function page(trials: readonly MadeTrial[], made: MadeRun = {}): string {
  const studied = studyRun(makeRun(trials, made));
  return formatHtml(buildReport([studied]), [studied], () => "");
}

describe("the page in a browser", () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    browser = await startChromium();
    folder = mkdtempSync(join(tmpdir(), "palimpsest-page-"));
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(
    html: string,
    options: { scheme?: "light" | "dark"; script?: boolean; width?: number } = {},
  ): Promise<{ opened: Page; requests: string[]; problems: string[] }> {
    const file = join(folder, "report.html");
    writeFileSync(file, html);
    const opened = await browser.newPage({
      colorScheme: options.scheme ?? "light",
      javaScriptEnabled: options.script ?? true,
      viewport: { width: options.width ?? 1200, height: 900 },
      bypassCSP: true,
    });
    const requests: string[] = [];
    const problems: string[] = [];
    opened.on("request", (request) => void requests.push(request.url()));
    opened.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    opened.on("pageerror", (error) => void problems.push(error.message));
    await opened.goto(pathToFileURL(file).href);
    return { opened, requests, problems };
  }

  async function findViolations(opened: Page): Promise<string[]> {
    await opened.addScriptTag({ path: axePath });
    const results = await opened.evaluate<AxeResults>("axe.run(document, { resultTypes: ['violations'] })");
    return results.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" ")}`,
    );
  }

  it.each(["light", "dark"] as const)("has nothing that axe objects to in %s colours", async (scheme) => {
    const { opened, problems } = await open(page(largeStudy(2), { judges: ["test/judge"] }), { scheme });
    expect(await findViolations(opened)).toEqual([]);
    expect(problems).toEqual([]);
    await opened.evaluate("location.hash = '#r1-m1-axis-honesty'");
    expect(await findViolations(opened)).toEqual([]);
    await opened.close();
  });

  it("asks for nothing but itself", async () => {
    const { opened, requests } = await open(page(largeStudy(1)));
    expect(requests.map((url) => url.replace(/^.*\//, ""))).toEqual(["report.html"]);
    await opened.close();
  });

  it("can be read without scripts, and every link inside it leads somewhere", async () => {
    const html = page(largeStudy(1));
    const { opened } = await open(html, { script: false });
    expect(await opened.locator("table").count()).toBeGreaterThan(10);
    await opened.close();
    const ids = new Set([...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
    const targets = new Set([...html.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id));
    expect([...targets].filter((id) => !ids.has(id))).toEqual([]);
    expect(ids.size).toBe([...html.matchAll(/ id="([^"]*)"/g)].length);
  });

  it("shows the trials behind a number once it is followed, by keyboard", async () => {
    const { opened } = await open(page(largeStudy(1)), { script: false });
    const slice = opened.locator("#r1-m2-axis-honesty");
    expect(await slice.isVisible()).toBe(false);
    await opened.locator('#by-axis-c ~ tbody a[href="#r1-m2-axis-honesty"]').first().focus();
    await opened.keyboard.press("Enter");
    expect(await slice.isVisible()).toBe(true);
    expect(await slice.locator("li").first().textContent()).toMatch(/^value: \w+ \(\d+\) \d+ /);
    await opened.close();
  });

  it("is reached by the tab key, table by table", async () => {
    const { opened } = await open(page([{}, { arm: "control" }]));
    const captions = await opened.evaluate<string[]>(
      "[...document.querySelectorAll('table caption[id]')].map(({ id }) => id)",
    );
    const reached = new Set<string>();
    for (let press = 0; press < 400; press += 1) {
      await opened.keyboard.press("Tab");
      const label = await opened.evaluate<string | null>(
        "document.activeElement?.matches('[role=region]') ? document.activeElement.getAttribute('aria-labelledby') : null",
      );
      if (label !== null) reached.add(label);
    }
    expect(captions.filter((id) => !reached.has(id))).toEqual([]);
    expect(captions.length).toBeGreaterThan(5);
    await opened.close();
  });

  it("fits a narrow screen: only tables and plots scroll sideways", async () => {
    const { opened } = await open(page(largeStudy(1)), { width: 390 });
    expect(await opened.evaluate("document.documentElement.scrollWidth - window.innerWidth")).toBe(0);
    await opened.close();
  });

  it("filters trials by their text", async () => {
    const { opened } = await open(page([{}, { outcomes: ["refused"], action: "none" }, { arm: "control" }]));
    await opened.locator("#filter-text").fill("refused");
    expect(await opened.locator("table.trials tbody tr:visible").count()).toBe(1);
    expect(await opened.locator("#filter-count").textContent()).toBe("1 of 3");
    await opened.close();
  });

  it("shows what traces hold as text", async () => {
    const hostile = `</table><script>window.broken = 1</script><img src=x onerror="window.broken = 1">"'&`;
    const { opened, problems, requests } = await open(
      page([{ flags: [hostile], variant: hostile, model: hostile }]),
    );
    expect(await opened.evaluate("window.broken")).toBeUndefined();
    expect(await opened.locator("table.trials td", { hasText: hostile }).count()).toBe(2);
    expect(await opened.locator("img").count()).toBe(0);
    expect(problems).toEqual([]);
    expect(requests).toHaveLength(1);
    await opened.close();
  });
});

describe("links to files", () => {
  it("lead from the page to each trial's trace and diff, encoded", () => {
    const studied = studyRun(makeRun([{}]));
    const html = formatHtml(buildReport([studied]), [studied], (folder) => `../${folder}/`);
    expect([...html.matchAll(/href="(\.\.[^"]*)"/g)].map(([, link]) => link)).toEqual([
      "../traces/made-run/events/trial-1.jsonl",
      "../traces/made-run/diffs/trial-1.patch",
    ]);
  });
});
