import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { studyRun } from "../../src/report/study-run.js";
import type { JudgedStance } from "../../src/schema/judge.js";
import { largeStudy } from "./large-study.js";
import { startChromium } from "./open-page.js";
import { makeRun, type MadeTrial } from "./study-fixture.js";
import { onePair, page, pageFiles, pageOf, personaStudy } from "./study-pages.js";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const studied = page(largeStudy(2), { judges: ["test/judge"] });
const votes = (one: JudgedStance, other: JudgedStance): MadeTrial["judge"] => ({
  stance: one === other ? one : null,
  votes: [
    { judge: "test/one", stance: one },
    { judge: "test/other", stance: other },
  ],
  reasons: one === "declined" ? [{ reason: "object_itself", judges: 1 }] : [],
  believesTested: 0.5,
  coverage: { read: 2, asked: 2 },
});

/** Two models, two judges that differ once, and work that broke something once. */
const manyReadings = page(
  ["one", "two", "three"].flatMap((pair, place): MadeTrial[] =>
    ["test/steady", "test/wary"].flatMap((model): MadeTrial[] => [
      {
        model,
        pair,
        outcomes: [model === "test/wary" && place < 2 ? "refused" : "carried_out"],
        action: model === "test/wary" && place === 0 ? "broken" : place === 1 ? "none" : "implemented",
        stance: place < 2 ? "declined" : "complied",
        judge: votes(place < 2 ? "declined" : "complied", place < 1 ? "declined" : "complied"),
      },
      { model, pair, arm: "control", judge: votes("complied", "complied") },
    ]),
  ),
  { judges: ["test/one", "test/other"] },
);
const pages = {
  "two models, ladder, awareness, a judge": studied,
  "two judges that differ": manyReadings,
  "fifteen models that do one thing each": page(personaStudy()),
  "one model, a factor of two levels": page(
    ["one", "two", "three"].flatMap((pair) =>
      (["role", "absent"] as const).flatMap((authorization) => {
        const variant = authorization === "role" ? "base" : "authorization=absent";
        const made = { pair, variant, levels: { authorization } };
        const isRefused = authorization === "absent" || pair === "one";
        return [
          { ...made, outcomes: [isRefused ? "refused" : "carried_out"] as const },
          { ...made, arm: "control" as const },
        ];
      }),
    ),
  ),
  "one pair alone": page(onePair, { followups: "none" }),
  "a run without trials": page([]),
  "two runs side by side": pageOf([
    studyRun(makeRun(largeStudy(1), { run: "first" })),
    studyRun(makeRun(largeStudy(2), { run: "second" })),
  ]),
  "agentic and question": page(
    largeStudy(1).flatMap((made) => [
      made,
      {
        ...made,
        variant: `${made.variant ?? ""} setting=question`,
        levels: { ...made.levels, setting: "question" },
      },
    ]),
  ),
};

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

  interface Look {
    readonly scheme?: "light" | "dark";
    readonly script?: boolean;
    readonly width?: number;
    /** Whether the page's own policy is set aside, as axe needs it. */
    readonly bypassCSP?: boolean;
  }

  async function open(
    html: string,
    { scheme = "light", script = true, width = 1200, bypassCSP = true }: Look = {},
  ): Promise<{ opened: Page; requests: string[]; problems: string[] }> {
    const file = join(folder, "report.html");
    writeFileSync(file, html);
    const opened = await browser.newPage({
      colorScheme: scheme,
      javaScriptEnabled: script,
      viewport: { width, height: 900 },
      bypassCSP,
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
    // Hidden panels take most of the time and are not looked at.
    await opened.evaluate(
      "document.querySelectorAll('.slice:not(:target)').forEach((panel) => panel.remove())",
    );
    await opened.addScriptTag({ path: axePath });
    const results = await opened.evaluate<AxeResults>(
      "axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
    );
    return results.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" ")}`,
    );
  }

  const overflow = (opened: Page): Promise<number> =>
    opened.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");

  describe.each(Object.entries(pages))("of %s", (_, html) => {
    it.each([
      ["light", 1200],
      ["dark", 390],
    ] as const)("has nothing that axe objects to in %s colours at %i pixels", async (scheme, width) => {
      const { opened, problems } = await open(html, { scheme, width });
      expect(await findViolations(opened)).toEqual([]);
      expect(problems).toEqual([]);
      await opened.close();
    });

    it("fits screens down to 320 pixels: only tables scroll sideways", async () => {
      const { opened } = await open(html, { width: 320 });
      expect(await overflow(opened)).toBe(0);
      await opened.close();
    });

    it("draws forests as wide as the screen lets them, and breaks no factor level", async () => {
      const { opened } = await open(html, { width: 390 });
      const narrow = await opened.evaluate<string[]>(
        `[...document.querySelectorAll(".forest tbody tr:not(.group)")].filter((row) =>
          row.querySelector("th").clientWidth < 80 || row.querySelector(".plot").clientWidth < 0.9 * row.clientWidth
        ).map((row) => row.textContent)`,
      );
      expect(narrow).toEqual([]);
      await opened.close();
    });

    it("leaves the notes beside its numbers room for their words", async () => {
      const { opened } = await open(html, { width: 320 });
      const squeezed = await opened.evaluate<string[]>(
        "[...document.querySelectorAll('.strips td small')].filter((note) => note.textContent !== '' && note.clientWidth < 90).map((note) => note.textContent)",
      );
      expect(squeezed).toEqual([]);
      await opened.close();
    });

    it("has no link that leads nowhere", () => {
      const found = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
      const targets = new Set([...html.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id));
      expect([...targets].filter((id) => !found.includes(id))).toEqual([]);
      expect(new Set(found).size).toBe(found.length);
    });
  });

  it("asks for nothing but itself", async () => {
    const { opened, requests } = await open(studied);
    expect(requests.map((url) => url.replace(/^.*\//, ""))).toEqual(["report.html"]);
    await opened.close();
  });

  it("can be read without scripts", async () => {
    const { opened } = await open(studied, { script: false });
    expect(await opened.locator("table").count()).toBeGreaterThan(10);
    await opened.close();
  });

  it("leads from each number with counts to as many trials, those that count apart", async () => {
    const { opened } = await open(studied, { script: false });
    const wrong = await opened.evaluate<string[]>(`
      [...document.querySelectorAll("td a[href^='#r']")].flatMap((link) => {
        const [, count, total] = /\\((\\d+)\\/(\\d+)\\)/.exec(link.closest("td").textContent) ?? [];
        const panel = document.getElementById(link.getAttribute("href").slice(1));
        if (total === undefined) return [];
        const sizes = [...panel.querySelectorAll("ul")].map((list) => list.querySelectorAll("a").length);
        const says = panel.querySelector("p").textContent;
        const isRight = says.startsWith(count + " of " + total) && (count === "0" || sizes[0] === Number(count));
        return isRight ? [] : [link.closest("td").textContent + " -> " + says + " " + sizes];
      })`);
    expect(wrong).toEqual([]);
    await opened.close();
  });

  it("leads from each count in a list, each judge's figures and each difference to their own trials", async () => {
    const { opened } = await open(manyReadings, { script: false });
    const found = await opened.evaluate<string[]>(`
      ["behaviour", "judge", "judges", "between-judges", "comparisons"].flatMap((id) =>
        [...document.querySelectorAll("#table-" + id + " tbody tr:last-child td a")].map((link) => {
          const panel = document.getElementById(link.getAttribute("href").slice(1));
          const sizes = [...panel.querySelectorAll("ul")].map((list) => list.querySelectorAll("a").length);
          return id + ": " + link.textContent.replace(/ \\[.*?\\]/, "") + " -> " + panel.querySelector("p").textContent + " " + sizes.join("+");
        }))`);
    expect(found).toMatchInlineSnapshot(`
      [
        "behaviour: 6 -> 6 trials, by outcome at the end. 3+3",
        "behaviour: implemented 4 -> 4 of 6 trials, by outcome at the end. 1+3",
        "behaviour: broken 1 -> 1 of 6 trials, by outcome at the end. 1",
        "behaviour: none 1 -> 1 of 6 trials, by outcome at the end. 1",
        "behaviour: carried out 4 -> 4 of 6 trials. 4",
        "behaviour: refused 2 -> 2 of 6 trials. 2",
        "behaviour: carried out 4 -> 4 of 6 trials. 4",
        "behaviour: refused 2 -> 2 of 6 trials. 2",
        "judge: 100 % (12/12) -> 6 of 6 trials were read by every judge that was asked. 6",
        "judge: 5 -> 5 of 6 trials that judges were asked about. 5",
        "judge: 1 -> 1 of 6 trials that judges were asked about. 1",
        "judge: 83 % (5/6) -> 5 of 6: of the trials read whose closing form was read too, those with its stance; a tie among judges has none. 5+1",
        "judge: complied 4 -> 4 of 5 trials with a stance. 4",
        "judge: declined 1 -> 1 of 5 trials with a stance. 1",
        "judge: object itself 2 -> 2 of 6 trials that judges were asked about; any judge that found it counts. 2",
        "judges: 100 % (6/6) -> 6 of 6 trials that it was asked about. 6",
        "judges: 83 % (5/6) -> 5 of 6 trials that both tell a stance of. 5+1",
        "judges: complied 5 -> 5 of 6 trials with a stance. 5",
        "judges: declined 1 -> 1 of 6 trials with a stance. 1",
        "between-judges: 83 % (5/6) -> 5 of 6 trials that both read. 5+1",
        "comparisons: +67 -> The tasks and variants that count trials on both sides. 1+1+1+1+1+1+1+1+1+1+1+1",
        "comparisons: +67 -> The tasks and variants that count trials on both sides. 2+1+3",
      ]
    `);
    await opened.close();
  });

  it("has nothing that axe objects to in an open panel, and on a screen in between", async () => {
    const { opened } = await open(studied, { scheme: "dark", width: 800 });
    await opened.evaluate("location.hash = '#r1-m2--visibility-value'");
    expect(await findViolations(opened)).toEqual([]);
    await opened.close();
  });

  it("gives the headline, value tasks alone, each segment, ribbon, cell and row their own trials", () => {
    expect(studied).toMatch(/href="#r1-m2--flow-[a-z-]+-carried-out"/);
    expect(studied).toMatch(/href="#r1-m2--end-value-[a-z-]+"/);
    for (const address of [
      "r1-m2--gap",
      "r1-m2--visibility-all",
      "r1-m2--visibility-value",
      "r1-m2--solvability-value",
      "r1-m2--followup-clarify-value",
      "r1-m2--lockin-all",
      "r1-m2-value-honesty-decrease--noncompliance-value",
      "r1-m2-axis-honesty--gap",
      "r1-m2-pair-halyard-honesty-decrease--gap",
      "r1-m2--aware",
      "r1-m2--judge-agreement",
      "difference-1",
    ]) {
      expect(studied).toContain(`href="#${address}"`);
      expect(studied).toContain(`id="${address}"`);
    }
  });

  it("shows the trials behind a number once it is followed, by keyboard and without a script", async () => {
    const { opened } = await open(studied, { script: false });
    const panel = opened.locator("#r1-m2--visibility-value");
    expect(await panel.isVisible()).toBe(false);
    await opened.locator('#headline a[href="#r1-m2--visibility-value"]').focus();
    const before = await opened.evaluate<number>("window.scrollY");
    await opened.keyboard.press("Enter");
    await panel.waitFor();
    expect(await panel.locator("h3").allTextContents()).toEqual([
      expect.stringMatching(/^Said so openly \d+$/),
      expect.stringMatching(/^Did not say so \d+$/),
      expect.stringMatching(/^In no denominator \d+$/),
    ]);
    await panel.locator(".close").click();
    await panel.waitFor({ state: "hidden" });
    await expect.poll(() => opened.evaluate("window.scrollY")).toBe(before);
    await opened.close();
  });

  it("keeps the panel open while its trials are followed, and gives the focus back", async () => {
    const { opened } = await open(studied);
    const link = opened.locator('#headline a[href="#r1-m2--visibility-value"]');
    await link.focus();
    await opened.keyboard.press("Enter");
    const panel = opened.locator("#r1-m2--visibility-value");
    await panel.waitFor();
    await panel.locator("li a").first().click();
    await opened.waitForURL(/#t1-\d+$/);
    await panel.waitFor();
    await opened.goBack();
    await opened.waitForURL(/#r1-m2--visibility-value$/);
    await panel.waitFor();
    await opened.keyboard.press("Escape");
    await panel.waitFor({ state: "hidden" });
    await expect
      .poll(() => opened.evaluate("document.activeElement.getAttribute('href')"))
      .toBe("#r1-m2--visibility-value");
    await opened.close();
  });

  it.each([true, false])(
    "does not hide the row that it leads to under the table's head (script: %s)",
    async (script) => {
      const { opened } = await open(studied, { script });
      await opened.goto(`${opened.url().replace(/#.*/, "")}#t1-60`);
      const placed = (): Promise<[number, number]> =>
        opened.evaluate(
          "['#t1-60', '#t1-60'].map((id, place) => { const row = document.querySelector(id); return place === 0 ? row.getBoundingClientRect().top : row.closest('table').tHead.getBoundingClientRect().bottom; })",
        );
      await expect.poll(async () => (await placed())[0]).toBeLessThan(900);
      const [row, head] = await placed();
      expect(row).toBeGreaterThanOrEqual(head - 1);
      await opened.close();
    },
  );

  it("reaches tables and plots by the tab key, and skips each section", async () => {
    const { opened } = await open(page(onePair));
    const wanted = await opened.evaluate<string[]>(
      "[...document.querySelectorAll('[role=region]')].map((region) => region.getAttribute('aria-label')).concat([...document.querySelectorAll('main > section > .skip')].map((link) => link.textContent))",
    );
    const reached = new Set<string>();
    for (let press = 0; press < 200 && !wanted.every((label) => reached.has(label)); press += 1) {
      await opened.keyboard.press("Tab");
      reached.add(
        await opened.evaluate<string>(
          "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent",
        ),
      );
    }
    const regions = await opened.evaluate<string[]>(
      "[...document.querySelectorAll('[role=region]')].map((region) => region.getAttribute('aria-label'))",
    );
    expect(regions.length).toBeGreaterThan(5);
    expect(regions.filter((label) => !reached.has(label))).toEqual([]);
    const skips = await opened.locator("main > section > .skip").allTextContents();
    expect(skips.length).toBeGreaterThan(5);
    expect(skips.filter((text) => !reached.has(text))).toEqual([]);
    await opened.close();
  });

  it("leaves no more than a few links per trial and number for the tab key", async () => {
    const { opened } = await open(studied);
    const stops = await opened.evaluate<number>(
      "[...document.querySelectorAll('table.trials a')].filter((link) => link.checkVisibility()).length",
    );
    expect(stops).toBeLessThanOrEqual(2 * 192);
    await opened.close();
  });

  it("shows end, action and stance of trials on common screens without scrolling, and all of it at 1400 pixels", async () => {
    for (const [width, column] of [
      [1400, 99],
      [1100, 6],
      [400, 3],
    ] as const) {
      const { opened } = await open(studied, { width });
      const hidden = await opened.evaluate<string[]>(`
        [...document.querySelectorAll(".tall")].flatMap((region) =>
          [...region.querySelectorAll("thead th")].slice(0, ${column})
            .filter((head) => head.getBoundingClientRect().right > region.getBoundingClientRect().right + 1)
            .map((head) => head.textContent))`);
      expect([width, hidden]).toEqual([width, []]);
      await opened.close();
    }
  });

  it("cuts off none of the headline's columns at 1400 pixels, and gives rows of many models one height", async () => {
    const { opened } = await open(studied, { width: 1400 });
    expect(
      await opened.evaluate(
        "(() => { const region = document.querySelector('#table-headline'); return region.scrollWidth - region.clientWidth; })()",
      ),
    ).toBe(0);
    await opened.close();
    const many = await open(pages["fifteen models that do one thing each"], { width: 1400 });
    const heights = await many.opened.evaluate<number[]>(
      "[...document.querySelectorAll('#headline td .cell:has(.strip)')].map((cell) => cell.offsetHeight)",
    );
    expect(new Set(heights).size).toBe(1);
    await many.opened.close();
  });

  it("names trials by task, attempt and framing, and leaves out columns in which nothing stands", async () => {
    const html = page([{ variant: "operator=only_you" }, { flags: ["odd"] }], {}, pageFiles);
    const { opened } = await open(html);
    const heads = await opened.locator(".trials thead th").allTextContents();
    expect(heads).toEqual(["trial", "arm", "end", "action", "stance", "claim", "flags", "axis"]);
    expect(await opened.locator(".trials tbody th").allTextContents()).toEqual([
      "1 weights-value #1operator=only_you",
      "2 weights-value #2",
    ]);
    expect(await opened.locator("#t1-2 a").getAttribute("title")).toBe("trial-2");
    await opened.locator("#filter-text").fill("trial-2");
    expect(await opened.locator("table.trials tbody tr:visible").count()).toBe(1);
    await opened.close();
  });

  it("says at the edge of a table of trials that there is more, over the head too, and only then", async () => {
    const { opened } = await open(page(onePair), { width: 320 });
    const look = (scrolled: number): Promise<(number | string)[]> =>
      opened.evaluate(`(() => {
        const region = document.querySelector(".tall");
        region.scrollLeft = ${scrolled};
        const shade = getComputedStyle(region, "::after");
        const head = getComputedStyle(region.querySelector("thead th:first-child"));
        return [Number(shade.zIndex) > Number(head.zIndex), Math.abs(parseFloat(shade.height) - region.clientHeight) < 1,
          getComputedStyle(region, "::before").zIndex > shade.zIndex, region.scrollWidth > region.clientWidth,
          region.scrollWidth - region.querySelector("table").offsetWidth];
      })()`);
    expect(await look(0)).toEqual([true, true, true, true, 0]);
    await opened.close();
  });

  it("keeps the names in a flow apart, and breaks no word of a forest's labels, on narrow screens", async () => {
    for (const width of [320, 400]) {
      const { opened } = await open(studied, { width });
      const touching = await opened.evaluate<string[]>(`
        [...document.querySelectorAll(".flow-names")].flatMap((names) => {
          const links = [...names.querySelectorAll("a")];
          return links.flatMap((link, place) => {
            const next = links[place + 1];
            return next && link.getBoundingClientRect().bottom > next.getBoundingClientRect().top ? [link.textContent] : [];
          });
        })`);
      expect([width, touching]).toEqual([width, []]);
      await opened.close();
    }
    const { opened } = await open(pages["one model, a factor of two levels"], { width: 320 });
    await opened.evaluate(
      "document.querySelectorAll('#framing th[scope=row]').forEach((label) => { label.textContent = 'misalignment_found'; })",
    );
    const broken = await opened.evaluate<number>(
      "[...document.querySelectorAll('#framing th[scope=row]')].filter((label) => { const range = document.createRange(); range.selectNodeContents(label); return range.getClientRects().length > 1; }).length",
    );
    expect(broken).toBe(0);
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
    expect(await opened.locator("table.trials td", { hasText: hostile }).count()).toBe(1);
    expect(await opened.locator("table.trials th small", { hasText: hostile }).count()).toBe(1);
    expect(await opened.locator("img").count()).toBe(0);
    expect(problems).toEqual([]);
    expect(requests).toHaveLength(1);
    await opened.close();
  });

  it("runs its own script and no other, and goes by no other base", async () => {
    const foreign = `<script>window.broken = 1</script><img src="data:," onerror="window.broken = 1"><base href="https://example.org/">`;
    const html = page([{}, { outcomes: ["refused"], action: "none" }]).replace("<main>", `${foreign}<main>`);
    const { opened } = await open(html, { bypassCSP: false });
    await opened.locator("#filter-text").fill("refused");
    expect(await opened.locator("#filter-count").textContent()).toBe("1 of 2");
    expect(await opened.evaluate("[window.broken, document.baseURI === location.href]")).toEqual([
      undefined,
      true,
    ]);
    await opened.close();
  });

  it("prints everything: nothing is cut, no panel covers it", async () => {
    const { opened } = await open(studied, { width: 1000 });
    await opened.evaluate("location.hash = '#r1-m2--visibility-value'");
    await opened.emulateMedia({ media: "print" });
    const cut = await opened.evaluate<string[]>(
      "[...document.querySelectorAll('.scroll, .strips, .forest, .bars, .flow')].filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible' || one.scrollHeight > one.clientHeight + 1 && getComputedStyle(one).overflowY !== 'visible').map((one) => one.outerHTML.slice(0, 80))",
    );
    expect(cut).toEqual([]);
    expect(await overflow(opened)).toBe(0);
    expect(await opened.locator(".slice:visible").count()).toBe(0);
    await opened.close();
  });

  it("makes the lists of a large study when they are opened, and stays within its size", async () => {
    const runs = [studyRun(makeRun(largeStudy(104), { judges: ["test/judge"] }))];
    const html = pageOf(runs, pageFiles);
    expect(html.length).toBeLessThan(10_000_000);
    const { opened, problems } = await open(html);
    const panel = opened.locator("#r1-m2--visibility-value");
    expect(await panel.locator("li a").count()).toBe(0);
    await opened.evaluate("location.hash = '#r1-m2--visibility-value'");
    await panel.locator("li a").first().waitFor();
    const [, total] = /of (\d+):/.exec((await panel.locator("p").textContent()) ?? "") ?? [];
    const left = /In no denominator (\d+)/.exec((await panel.textContent()) ?? "")?.[1] ?? "0";
    expect(await panel.locator("li a").count()).toBe(Number(total) + Number(left));
    expect(await panel.locator("li a").first().getAttribute("href")).toMatch(
      /^\.\/report-trials\/trial-\d+\.html$/,
    );
    expect(problems).toEqual([]);
    await opened.close();
  });
});

describe("the page's words", () => {
  it("show characters that would turn numbers round, and keep names apart", () => {
    const html = page([{ model: "evil\u202e\u2066model" }]);
    expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(html).toContain("<bdi>evil\\u202e\\u2066model</bdi>");
  });

  it("say that a trial changed nothing instead of leading to no diff", () => {
    const html = page([{ action: "none", outcomes: ["refused"] }, {}]);
    expect([...html.matchAll(/href="([^"#]*)"/g)].map(([, link]) => link)).toEqual([
      "events/trial-1.jsonl",
      "events/trial-2.jsonl",
      "diffs/trial-2.patch",
    ]);
    expect(html).toContain("trace</a> no change</td>");
  });

  it("lead from panel and table to a trial's own page where there is one", () => {
    const html = page([{}, { arm: "control" }], {}, pageFiles);
    const links = [...html.matchAll(/href="(\.[^"]*)"/g)].map(([, link]) => link);
    expect(new Set(links)).toEqual(new Set(["./report-trials/trial-1.html", "./report-trials/trial-2.html"]));
    expect(html).not.toContain(".jsonl");
  });

  it("tell runs of one model apart by letters, with a key", () => {
    const html = pages["two runs side by side"];
    expect(html).toMatch(
      /<b class="alias">A<\/b> <bdi>test\/<wbr>wary<\/bdi> <small class="run"><bdi>\w+<\/bdi>/,
    );
    expect(html).toContain('<b class="alias">D</b>');
  });

  it("say why a cell of the heat map is empty", () => {
    const html = page([
      { outcomes: ["provider_block"] },
      { outcomes: ["provider_block"] },
      { outcomes: ["errored"] },
      { arm: "control" },
    ]);
    expect(html).toContain('<td class="empty">2 blocked, 1 errored</td>');
  });

  it("give models whose pairs agree one line, and flows in which nothing moved another", () => {
    const html = pages["fifteen models that do one thing each"];
    expect(html).toContain('<b class="figure">0 in each of 3 pairs</b>');
    expect(html).toContain('<b class="figure">no gap: 6 blocked of 6 trials</b>');
    expect(html).not.toContain('class="forest"');
    expect(html).toContain('<b class="figure">Nothing moved</b>');
    expect(html).not.toContain('class="flow"');
  });

  it("put outcomes into words and keep the identifier at hand", () => {
    const html = page([{ outcomes: ["refused_with_alternative"], action: "none" }]);
    expect(html).toContain('<span title="refused_with_alternative">refused with alternative</span>');
    const shown = html.replace(/<style>.*?<\/style>/s, "").replaceAll(/(?:title|class|id|href)="[^"]*"/g, "");
    expect(shown).not.toContain("refused_with_alternative");
  });

  it("say which framings the headline pools, and give the base framing a row with its own trials", () => {
    const [, headline = ""] = /<section id="headline"(.*?)<\/section>/s.exec(studied) ?? [];
    expect(headline.replaceAll(/<[^>]*>/g, "")).toContain(
      "Pooled over 2 framings: operator humans_can, only_you. The base framing has a row of its own.",
    );
    expect(headline.match(/<th scope="row">[^<]*/g)).toEqual(
      [1, 2].flatMap(() =>
        ["", "base framing alone", "value tasks alone"].map((label) => `<th scope="row">${label}`),
      ),
    );
    for (const number of ["--gap", "--visibility-all", "--solvability-all"]) {
      expect(headline).toContain(`href="#r1-m1-framing-base${number}"`);
    }
    expect(pages["one pair alone"]).not.toContain("Pooled over");
    expect(page([{ variant: "exit=tool" }, { variant: "exit=tool", arm: "control" }])).toContain(
      "Every trial: <bdi>exit=tool</bdi>.",
    );
  });

  it("order differences as the headline orders models, and name both sides", () => {
    const made = ["none", "half", "all"].flatMap((name) =>
      ["one", "two", "three"].flatMap((pair, place): MadeTrial[] => [
        {
          model: `test/${name}`,
          pair,
          outcomes: [name === "all" || (name === "half" && place === 0) ? "refused" : "carried_out"],
        },
        { model: `test/${name}`, pair, arm: "control" },
      ]),
    );
    const [, section = ""] = /<section id="differences"(.*?)<\/section>/s.exec(page(made)) ?? [];
    const labels = [...section.matchAll(/<th scope="row">(.*?)<\/th>/gs)].map(([, label]) =>
      label?.replaceAll(/<[^>]*>/g, ""),
    );
    expect(labels).toEqual(["A − Ctest/all minus test/none", "B − Ctest/half minus test/none"]);
  });

  it("name which follow-up worked", () => {
    const html = page([
      { outcomes: ["refused", "carried_out"] },
      { outcomes: ["refused", "refused", "carried_out"] },
      { outcomes: ["asked", "asked", "asked", "asked"], action: "none" },
      { arm: "control" },
    ]);
    const text = html.replaceAll(/<[^>]*>/g, "");
    expect(text).toContain(
      "Of 3 value trials not carried out at the first stop, carried out afterclarify 1 of 3authorize 1 of 2proceed 0 of 1not by the end 1",
    );
  });

  it("say beside the headline who was asked what", () => {
    for (const [head, text, note] of [
      ["Aware, asked, %", "\\d+ % \\[\\d+, \\d+\\]", "\\(\\d+/\\d+\\), \\d+ unread"],
      ["Aware, unasked, %", "\\d+ % \\[\\d+, \\d+\\]", "\\(\\d+/\\d+\\)"],
      ["Judge", "agrees \\d+/\\d+", "read \\d+/\\d+"],
    ] as const) {
      const cell = `data-head="${head}"><span class="figure"><a [^>]*>(?:(?!</a>).)*${text}</a></span>(?:(?!</td>).)*<small>${note}`;
      expect(studied).toMatch(new RegExp(cell));
    }
    expect(studied).toContain('href="#r1-m2--judge-tested"');
    expect(pages["one pair alone"]).toMatch(
      /data-head="Judge"><span class="figure"><\/span><small>not asked/,
    );
  });

  it("mark what has no interval as hollow, and draw the pairs' own gaps", () => {
    const html = pages["two models, ladder, awareness, a judge"];
    expect(html).toContain('<circle class="mark open"');
    expect(html).toContain('<circle class="own"');
    expect(html).toMatch(/\d+ pairs, p [\d.<]+/);
  });

  it("give each level of a factor that varies its gap, the base first, and nothing where none varies", () => {
    const varied = pages["one model, a factor of two levels"];
    const [, section = ""] = /<section id="framing"(.*?)<\/section>/s.exec(varied) ?? [];
    const rows = [...section.matchAll(/<th scope="row">(.*?)<\/th>.*?<a href="#([^"]+)"[^>]*>(.*?)<\/a>/gs)];
    expect(rows.map(([, label, href, text]) => [label, href, text?.match(/[+−]\d+/)?.[0]])).toEqual([
      ["role <small>base</small>", "r1-m1-factor-authorization-role--gap", "+33"],
      ["absent", "r1-m1-factor-authorization-absent--gap", "+100"],
    ]);
    expect(pages["one pair alone"]).not.toContain('id="framing"');
  });

  it("leave numbers that count nothing without links", () => {
    const html = page([{}, { arm: "control" }]);
    expect(html).toMatch(/<td class="number">0<\/td>/);
    expect(html).not.toMatch(/<a href="[^"]*">0<\/a>/);
  });
});
