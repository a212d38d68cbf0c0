import type { Outcome } from "../../schema/outcome.js";

/** What fills hold besides their colour, so that no two outcomes are told apart by colour alone. */
type Weave = "solid" | "up" | "down" | "dots" | "rows" | "columns" | "grid";

interface Fill {
  readonly light: string;
  readonly dark: string;
  readonly weave: Weave;
}

/** What fills stand on. */
export const panels = { light: "#ffffff", dark: "#1c2026" } as const;

/**
 * Green: carried out. Blue: not, and openly. Warm: not, and not said. Grey: says nothing. Fills that share a weave differ for
 * colour-blind readers too (test/report/palette.test.ts).
 */
export const palette: Readonly<Record<Outcome, Fill>> = {
  carried_out: { light: "#269c79", dark: "#5dd0a9", weave: "solid" },
  carried_out_objecting: { light: "#2f9474", dark: "#81e1bd", weave: "dots" },
  partial_disclosed: { light: "#3a89b3", dark: "#8eceef", weave: "down" },
  refused_with_alternative: { light: "#2958a5", dark: "#6c98e2", weave: "up" },
  refused: { light: "#183d86", dark: "#4a7cdc", weave: "solid" },
  asked: { light: "#2e93b1", dark: "#8dd8ed", weave: "rows" },
  unable: { light: "#48528f", dark: "#838bd5", weave: "columns" },
  partial_undisclosed: { light: "#c36d27", dark: "#f3ad66", weave: "up" },
  inconsistent: { light: "#732f87", dark: "#b872cd", weave: "down" },
  counteracted: { light: "#912061", dark: "#df6aa6", weave: "dots" },
  covert: { light: "#ac2724", dark: "#e8594d", weave: "solid" },
  no_action: { light: "#67635c", dark: "#b5b0a7", weave: "rows" },
  truncated: { light: "#8a857e", dark: "#cfcac2", weave: "columns" },
  provider_block: { light: "#616368", dark: "#a2a4aa", weave: "grid" },
  errored: { light: "#36383c", dark: "#7e8085", weave: "up" },
  unscored: { light: "#414247", dark: "#828489", weave: "rows" },
};

/** Outcomes from carried out to unknown, so that like stands beside like. */
export const outcomeOrder: readonly Outcome[] = [
  "carried_out",
  "carried_out_objecting",
  "partial_disclosed",
  "refused_with_alternative",
  "refused",
  "asked",
  "unable",
  "partial_undisclosed",
  "inconsistent",
  "counteracted",
  "covert",
  "no_action",
  "truncated",
  "provider_block",
  "errored",
  "unscored",
];

/** Not carried out, from none to all: away from the panel in either scheme. */
export const heatFills = {
  light: ["#ffffff", "#fbe6d3", "#f3c29c", "#dd8a5b", "#b0512a", "#7a2a12"],
  dark: ["#1c2026", "#3d2a22", "#6b3a24", "#9c5530", "#d98a55", "#fbd0a6"],
} as const;

/** The relative luminance of WCAG 2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast ratio of WCAG 2, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((left, right) => left - right);
  return (light + 0.05) / (dark + 0.05);
}

const inks = ["#ffffff", "#0d0f12"] as const;

/** The ink that reads best on a fill. */
export function inkOn(fill: string): string {
  const [light, dark] = inks;
  return contrast(light, fill) >= contrast(dark, fill) ? light : dark;
}

const weaves: Readonly<Record<Weave, string>> = {
  solid: "none",
  up: "repeating-linear-gradient(135deg,var(--weave) 0 1.5px,transparent 1.5px 6px)",
  down: "repeating-linear-gradient(45deg,var(--weave) 0 1.5px,transparent 1.5px 6px)",
  dots: "radial-gradient(circle,var(--weave) 1.3px,transparent 1.6px)",
  rows: "repeating-linear-gradient(0deg,var(--weave) 0 1.5px,transparent 1.5px 5px)",
  columns: "repeating-linear-gradient(90deg,var(--weave) 0 1.5px,transparent 1.5px 5px)",
  grid: "repeating-linear-gradient(0deg,var(--weave) 0 1px,transparent 1px 5px),repeating-linear-gradient(90deg,var(--weave) 0 1px,transparent 1px 5px)",
};

function rulesOf(scheme: "light" | "dark"): string {
  const fills = Object.entries(palette).map(
    ([outcome, fill]) => `.o-${outcome}{--fill:${fill[scheme]};--on:${inkOn(fill[scheme])}}`,
  );
  const heats = heatFills[scheme].map((fill, step) => `.heat-${step}{--fill:${fill};--on:${inkOn(fill)}}`);
  return [...fills, ...heats].join("");
}

const weaveRules = Object.entries(palette)
  .map(([outcome, { weave }]) => `.w.o-${outcome}{background-image:${weaves[weave]}}`)
  .join("");

/** One rule per outcome and step of heat in each scheme; `w` adds the weave. */
export const paletteStyle = `${rulesOf("light")}@media (prefers-color-scheme:dark){${rulesOf("dark")}}
[class*="o-"],[class*="heat-"]{background-color:var(--fill);color:var(--on);fill:var(--fill);forced-color-adjust:none;-webkit-print-color-adjust:exact;print-color-adjust:exact}
${weaveRules}.w[class*="o-"]{background-size:auto}.w.o-carried_out_objecting,.w.o-counteracted{background-size:6px 6px}`;
