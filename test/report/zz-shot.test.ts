import { writeFileSync } from "node:fs";
import { it } from "vitest";
import { formatHtml } from "/work/main/src/report/html/format-html.js";
import { formatReport, formatFullReport } from "/work/main/src/report/format-report.js";
import { formatMarkdown } from "/work/main/src/report/format-markdown.js";
import { buildReport, studyRun } from "/work/main/src/report/study-run.js";
import { largeStudy } from "/work/main/test/report/large-study.js";
import { startChromium } from "/work/main/test/report/open-page.js";
import { makeRun } from "/work/main/test/report/study-fixture.js";
it("shot", async () => {
  const studied = studyRun(makeRun(largeStudy(4), { judges: ["test/judge"] }));
  const report = buildReport([studied]);
  writeFileSync("/tmp/report.txt", formatReport(report) + "\n\n" + formatFullReport(report));
  writeFileSync("/tmp/report.md", formatMarkdown(report));
  const html = formatHtml(report, [studied], () => "");
  writeFileSync("/tmp/report.html", html);
  const browser = await startChromium();
  for (const scheme of ["light", "dark"] as const) {
    const page = await browser.newPage({ colorScheme: scheme, viewport: { width: 1120, height: 1500 } });
    await page.goto("file:///tmp/report.html" + (scheme === "dark" ? "#r1-m2-axis-honesty" : ""));
    await page.waitForTimeout(1500).then(() => page.screenshot({ path: `/tmp/shot-${scheme}.png` }));
    if (scheme === "light") {
      for (const [n, id] of ["heat", "flows", "tables", "trials"].entries()) {
        await page.evaluate(`document.documentElement.style.scrollBehavior='auto';document.getElementById("${id}").scrollIntoView()`);
        await page.screenshot({ path: `/tmp/shot-${id}.png` });
      }
    }
    await page.close();
  }
  await browser.close();
}, 60000);
