import type { Outcome } from "../../../schema/outcome.js";
import { Markup, markup } from "../markup.js";
import type { PageTrial, PageTrials } from "../page-trials.js";
import { outcomeOrder } from "../palette.js";
import { swatch } from "../swatch.js";
import { inWords } from "../words.js";
import type { Slice, SliceGroup } from "./slice.js";

/** Beyond so many characters of links a script makes the lists when they are asked for. */
const mostCharacters = 1_500_000;

interface OutcomeTrials {
  readonly outcome: Outcome;
  readonly trials: readonly PageTrial[];
}

interface DrawnGroup {
  readonly title: string;
  readonly size: number;
  readonly byOutcome: readonly OutcomeTrials[];
}

interface DrawnSlice {
  readonly slice: Slice;
  readonly groups: readonly DrawnGroup[];
}

/**
 * The panels that numbers lead to, hidden until they are followed. Their lists of trials are in the page where they are
 * small; else they are kept as numbers that the page's script turns into lists.
 */
export function drawSlices(slices: readonly Slice[], trials: PageTrials): Markup {
  const drawn = slices.map((slice) => ({
    slice,
    groups: slice.groups.filter(({ rows }) => rows.length > 0).map((group) => sortTrials(group, trials)),
  }));
  const isSmall = drawn.reduce((sum, { groups }) => sum + lengthOf(groups), 0) <= mostCharacters;
  const panels = drawn.map((one) => drawPanel(one, isSmall));
  return isSmall ? markup`${panels}` : markup`${panels}${dataOf(drawn)}`;
}

function sortTrials({ title, rows }: SliceGroup, trials: PageTrials): DrawnGroup {
  const found = new Map<Outcome, PageTrial[]>();
  for (const row of rows) {
    const trial = trials.get(row);
    if (trial === undefined) continue;
    const group = found.get(row.end);
    if (group === undefined) found.set(row.end, [trial]);
    else group.push(trial);
  }
  const byOutcome = outcomeOrder.flatMap((outcome) => {
    const group = found.get(outcome);
    return group === undefined ? [] : [{ outcome, trials: group }];
  });
  return { title, size: rows.length, byOutcome };
}

const hrefOf = ({ id, files }: PageTrial): string => files.page ?? `#${id}`;

const lengthOf = (groups: readonly DrawnGroup[]): number =>
  groups
    .flatMap(({ byOutcome }) => byOutcome)
    .flatMap(({ trials }) => trials)
    .reduce((sum, trial) => sum + hrefOf(trial).length + 20, 0);

function drawPanel({ slice: { id, title, says }, groups }: DrawnSlice, isSmall: boolean): Markup {
  const lists = groups.map(
    (group) =>
      markup`<h3>${group.title} <span class="count">${group.size}</span></h3><ul>${isSmall ? group.byOutcome.map(drawOutcome) : null}</ul>`,
  );
  return markup`<section class="slice" id="${id}" tabindex="-1" aria-labelledby="${id}-h"><div class="slice-head"><h2 id="${id}-h">${title}</h2><a class="close" href="#closed" aria-label="Close: ${title}">Close</a></div><p>${says}</p>${lists}</section>
`;
}

function drawOutcome({ outcome, trials }: OutcomeTrials): Markup {
  const links = trials.map((trial) => markup` <a href="${hrefOf(trial)}">${trial.number}</a>`);
  return markup`<li>${swatch(outcome)}${inWords(outcome)} <span class="count">${trials.length}</span>${links}</li>`;
}

/** Each slice's groups as lists of outcome and trials, a trial by its run and the distance to the one before. */
function dataOf(drawn: readonly DrawnSlice[]): Markup {
  const data = {
    outcomes: outcomeOrder.map((outcome) => [outcome, inWords(outcome)]),
    slices: Object.fromEntries(
      drawn.map(({ slice, groups }) => [
        slice.id,
        groups.map(({ byOutcome }) =>
          byOutcome.map(({ outcome, trials }) => [
            outcomeOrder.indexOf(outcome),
            runOf(trials[0]),
            ...distances(trials.map(({ number }) => number)),
          ]),
        ),
      ]),
    ),
  };
  const text = JSON.stringify(data).replaceAll("<", "\\u003c");
  return markup`<noscript><p class="note">This study is large: the lists of trials behind each number are made by the page's script. Their counts are here without it, and every trial is in the table below.</p></noscript><script type="application/json" id="slice-data">${new Markup(text)}</script>`;
}

const runOf = (trial: PageTrial | undefined): number => Number(/^t(\d+)-/.exec(trial?.id ?? "")?.[1] ?? 1);

const distances = (numbers: readonly number[]): number[] =>
  numbers.map((number, place) => number - (numbers[place - 1] ?? 0));
