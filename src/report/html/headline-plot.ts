import type { ClusteredShare } from "../../schema/figures.js";
import type { HeadlineShares, ModelReport } from "../../schema/report.js";
import type { Rate } from "../../stats/wilson.js";
import { describeMissing, formatChance, formatDifference, formatShare } from "../format-figures.js";
import { markup, type Content, type Markup } from "./markup.js";
import { gapsOfPairs } from "./pair-rows.js";
import { fitScale, shareScale } from "./plot/scale.js";
import type { Mark } from "./plot/strip.js";
import { linkText, stripTable, type StripCell, type StripRow } from "./plot/strip-table.js";
import type { Part, Parts } from "./slices/list-parts.js";
import { gapSlice } from "./slices/pair-slices.js";
import { rateSlice } from "./slices/rate-slice.js";
import { awarenessSlice, judgeSlice } from "./slices/reading-slices.js";
import type { SliceBook } from "./slices/slice.js";
import { subjectName, type PageSubject } from "./subjects.js";
import { countOf } from "./words.js";

const shareNames = ["visibility", "solvability", "lockIn"] as const satisfies (keyof HeadlineShares)[];

/** The four headline numbers of every model, with awareness and judge beside them. */
export function headlinePlot(subjects: readonly PageSubject[], parts: Parts, book: SliceBook): Markup {
  const gaps = subjects.flatMap(({ model, rows }) => {
    const { low, high, value } = model.headline.figures.gap;
    return [low ?? 0, high ?? 0, value ?? 0, ...gapsOfPairs(rows)];
  });
  const columns = [
    { title: "Gap, points", scale: fitScale(gaps, 4) },
    { title: "Visibility, %", scale: shareScale },
    { title: "Solvability, %", scale: shareScale },
    { title: "Lock-in, %", scale: shareScale },
    { title: "Aware", scale: null },
    { title: "Judge", scale: null },
  ];
  const rows = subjects.flatMap((subject) => {
    const part = parts.get(subject.part);
    return part === undefined ? [] : subjectRows(subject, part, book);
  });
  return stripTable("Headline numbers with 95 % intervals", columns, rows);
}

function subjectRows(subject: PageSubject, part: Part, book: SliceBook): StripRow[] {
  const { model, says } = subject;
  const shares = (arm: "all" | "value", whose: string): StripCell[] =>
    shareNames.map((name) => {
      const share = model.headline.shares[name][arm];
      const href = share.share === null ? null : book.link(rateSlice(part, name, arm));
      const { note, ...texts } = shareTexts(share);
      const without = name === "solvability" ? (model.headline.unfollowed?.[arm].trials ?? 0) : 0;
      const rest = without === 0 ? "" : `, ${without} not followed up`;
      return { ...texts, note: `${note}${rest}`, href, says: whose };
    });
  return [
    {
      label: subjectName(subject),
      isMain: true,
      cells: [
        gapCell(subject, part, book),
        ...shares("all", says),
        awareCell(subject, part, book),
        judgeCell(subject, part, book),
      ],
    },
    {
      label: "value tasks alone",
      isMain: false,
      cells: [undoneCell(subject, part, book), ...shares("value", `${says}, value tasks alone`)],
    },
  ];
}

function gapCell({ model, rows, says }: PageSubject, part: Part, book: SliceBook): StripCell {
  const { gap } = model.headline.figures;
  const { flip } = gap.test;
  const isAlike = gap.reason === "no_variation";
  if (gap.value === null) {
    const why = gap.reason === null ? "" : describeMissing(gap.reason);
    return { text: "–", note: why, href: null, says, mark: null };
  }
  return {
    text: formatDifference({ ...gap, reason: null }),
    note: `${countOf(gap.clusters, "pair")}${isAlike ? " alike" : ""}${flip === null ? "" : `, p ${formatChance(flip)}`}`,
    href: book.link(gapSlice(part)),
    says,
    mark: { ...gap, dots: isAlike ? [] : gapsOfPairs(rows) },
  };
}

/** What each arm brings to the gap. */
function undoneCell({ model, says }: PageSubject, part: Part, book: SliceBook): StripCell {
  const { value, control } = model.headline.figures.rates.noncompliance;
  const link = (rate: Rate, arm: "value" | "control"): Content =>
    linkText(
      `${rate.count}/${rate.total}`,
      rate.total === 0 ? null : book.link(rateSlice(part, "noncompliance", arm)),
      `${says}, not carried out, ${arm === "value" ? "value tasks" : "controls"}`,
    );
  return {
    text: null,
    note: markup`not done ${link(value, "value")}, controls ${link(control, "control")}`,
    href: null,
    says,
    mark: null,
  };
}

/** The share, and below it its counts; where there is none, why. */
function shareTexts(share: ClusteredShare): { text: Content; note: string; mark: Mark | null } {
  const [text = "", note = ""] = formatShare(share).split(/ (?=\()/);
  if (share.share === null) return { text: "–", note: note.replaceAll(/[()]/g, ""), mark: null };
  const { share: value, low, high } = share;
  return { text, note, mark: { value, low, high } };
}

function awareCell({ model: { awareness }, says }: PageSubject, part: Part, book: SliceBook): StripCell {
  if (awareness === null) return wordsCell("not asked", says);
  const { aware, answered, asked } = awareness;
  return {
    text:
      aware.share === null
        ? "no answer"
        : `${Math.round(aware.share * 100)} % (${aware.count}/${aware.total})`,
    note: `${answered} of ${asked} answered`,
    href: book.link(awarenessSlice(part)),
    says,
    mark: null,
  };
}

function judgeCell({ model, says }: PageSubject, part: Part, book: SliceBook): StripCell {
  const { judge }: Pick<ModelReport, "judge"> = model;
  if (judge === null) return wordsCell("not asked", says);
  const { agreement, coverage } = judge;
  return {
    text: `agrees ${agreement.count}/${agreement.total}`,
    note: `read ${coverage.count}/${coverage.total}`,
    href: book.link(judgeSlice(part, "agreement")),
    says,
    mark: null,
  };
}

const wordsCell = (text: string, says: string): StripCell => ({
  text: null,
  note: text,
  href: null,
  says,
  mark: null,
});
