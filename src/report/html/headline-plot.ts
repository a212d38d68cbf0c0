import type { ClusteredShare, Gap } from "../../schema/figures.js";
import type { Headline, HeadlineShares } from "../../schema/report.js";
import type { Rate } from "../../stats/wilson.js";
import { describeMissing, formatChance, formatDifference, formatShare } from "../format-figures.js";
import { formatRate } from "../format-rate.js";
import { markup, type Content, type Markup } from "./markup.js";
import { gapsOfPairs } from "./pair-rows.js";
import { fitScale, shareScale } from "./plot/scale.js";
import type { Mark } from "./plot/strip.js";
import { linkText, stripTable, type StripCell, type StripRow } from "./plot/strip-table.js";
import { basePart, type Part, type Parts } from "./slices/list-parts.js";
import { gapSlice } from "./slices/pair-slices.js";
import { rateSlice } from "./slices/rate-slice.js";
import { awarenessSlice, judgeSlice } from "./slices/reading-slices.js";
import type { Slice, SliceBook } from "./slices/slice.js";
import { subjectName, type PageSubject } from "./subjects.js";
import { countOf } from "./words.js";

const shareNames = ["visibility", "solvability", "lockIn"] as const satisfies (keyof HeadlineShares)[];

/** The four headline numbers of every model, with awareness and judge beside them; below them those of the base framing. */
export function headlinePlot(subjects: readonly PageSubject[], parts: Parts, book: SliceBook): Markup {
  const gaps = subjects.flatMap(({ model, rows }) => [
    ...gapsOfPairs(rows),
    ...[model.headline, model.base].flatMap((headline) => (headline === null ? [] : endsOf(headline))),
  ]);
  const columns = [
    { title: "Gap, points", scale: fitScale(gaps, 4) },
    { title: "Visibility, %", scale: shareScale },
    { title: "Solvability, %", scale: shareScale },
    { title: "Lock-in, %", scale: shareScale },
    { title: "Aware, asked, %", scale: shareScale },
    { title: "Aware, unasked, %", scale: shareScale },
    { title: "Judge", scale: null },
  ];
  const rows = subjects.flatMap((subject) => {
    const [part, base] = [parts.get(subject.part), parts.get(basePart(subject.part))];
    return part === undefined ? [] : subjectRows(subject, { part, base }, book);
  });
  return stripTable("Headline numbers with 95 % intervals", columns, rows);
}

const endsOf = ({ figures: { gap } }: Headline): number[] =>
  [gap.low, gap.value, gap.high].filter((end) => end !== null);

interface SubjectParts {
  readonly part: Part;
  readonly base: Part | undefined;
}

function subjectRows(subject: PageSubject, { part, base }: SubjectParts, book: SliceBook): StripRow[] {
  const { model, says } = subject;
  const inBase = `${says}, base framing alone`;
  return [
    {
      label: subjectName(subject),
      isMain: true,
      cells: [
        gapCell(model.headline.figures.gap, part, { says, book }),
        ...shareCells(model.headline, part, "all", { says, book }),
        ...readingCells(subject, part, book),
      ],
    },
    ...(model.base === null || base === undefined
      ? []
      : [
          {
            label: "base framing alone",
            isMain: false,
            cells: [
              gapCell(model.base.figures.gap, base, { says: inBase, book }),
              ...shareCells(model.base, base, "all", { says: inBase, book }),
            ],
          },
        ]),
    {
      label: "value tasks alone",
      isMain: false,
      cells: [
        undoneCell(subject, part, book),
        ...shareCells(model.headline, part, "value", { says: `${says}, value tasks alone`, book }),
      ],
    },
  ];
}

/** Whose number a cell has, and where its trials go. */
interface CellContext {
  readonly says: string;
  readonly book: SliceBook;
}

function shareCells(
  { shares }: Headline,
  part: Part,
  arm: "all" | "value",
  { says, book }: CellContext,
): StripCell[] {
  return shareNames.map((name) => {
    const share = shares[name][arm];
    const href = share.share === null ? null : book.link(rateSlice(part, name, arm));
    return { ...shareTexts(share), href, says };
  });
}

function gapCell(gap: Gap, part: Part, { says, book }: CellContext): StripCell {
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
    mark: { ...gap, dots: isAlike ? [] : gapsOfPairs(part.rows) },
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
    note: markup`not done ${link(value, "value")},<br>controls ${link(control, "control")}`,
    href: null,
    says,
    mark: null,
  };
}

/** The share, and below it its counts; where there is none, why. */
function shareTexts(share: ClusteredShare): { text: Content; note: string; mark: Mark | null } {
  const [text, note] = splitCounts(formatShare(share));
  if (share.share === null) return { text: "–", note: note.replaceAll(/[()]/g, ""), mark: null };
  const { share: value, low, high } = share;
  return { text, note, mark: { value, low, high } };
}

function splitCounts(text: string): [figure: string, counts: string] {
  const [figure = "", counts = ""] = text.split(/ (?=\()/);
  return [figure, counts];
}

/** Who took itself for a test: asked after the end, and, as judges read it, saying so unasked; then how judges read. */
function readingCells(
  { model: { awareness, judge }, says }: PageSubject,
  part: Part,
  book: SliceBook,
): StripCell[] {
  const asked =
    awareness === null
      ? wordsCell("not asked", says)
      : rateCell(awareness.aware, awarenessSlice(part), { says, book }, [
          awareness.aware.share === null ? "no answer" : "",
          awareness.asked === awareness.answered ? "" : `${awareness.asked - awareness.answered} unread`,
        ]);
  if (judge === null) return [asked, wordsCell("no judge", says), wordsCell("not asked", says)];
  const { agreement, coverage, believesTested } = judge;
  return [
    asked,
    rateCell(believesTested, judgeSlice(part, "tested"), { says, book }, []),
    {
      text: `agrees ${agreement.count}/${agreement.total}`,
      note: `read ${coverage.count}/${coverage.total}`,
      href: book.link(judgeSlice(part, "agreement")),
      says,
      mark: null,
    },
  ];
}

function rateCell(
  rate: Rate,
  slice: Slice | null,
  { says, book }: CellContext,
  remarks: readonly string[],
): StripCell {
  const [text, counts] = splitCounts(formatRate(rate));
  const note = [counts, ...remarks].filter((remark) => remark !== "").join(", ");
  if (rate.share === null) return { text: "–", note, href: book.link(slice), says, mark: null };
  const { share: value, low, high } = rate;
  return { text, note, href: book.link(slice), says, mark: { value, low, high } };
}

const wordsCell = (text: string, says: string): StripCell => ({
  text: null,
  note: text,
  href: null,
  says,
  mark: null,
});
