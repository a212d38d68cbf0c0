/** The page's style: light and dark, contrast of WCAG AA or better. */
export const style = `
:root{color-scheme:light dark;--paper:#fbfaf7;--panel:#ffffff;--ink:#1b1f24;--muted:#565d66;--line:#d8d5cc;--grid:#e6e3da;--link:#0b57a4;--mark:#b3261e;--focus:#0b57a4}
@media (prefers-color-scheme:dark){:root{--paper:#14171b;--panel:#1c2026;--ink:#e8e6e1;--muted:#a9b0b9;--line:#3a4049;--grid:#2b3038;--link:#8ec1ff;--mark:#ff9a8f;--focus:#8ec1ff}}
*{box-sizing:border-box}
html{scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
header,main,footer{max-width:1240px;margin:0 auto;padding:0 20px}
header{padding-top:36px}
h1{font-size:30px;line-height:1.2;margin:0 0 8px}
h2{font-size:22px;margin:48px 0 8px;padding-top:12px;border-top:1px solid var(--line)}
h3{font-size:17px;margin:24px 0 6px}
p{max-width:75ch;margin:8px 0}
.lead{color:var(--muted)}
.mixed{border:2px solid var(--mark);color:var(--mark);padding:8px 12px;font-weight:600}
.note,figcaption,caption{color:var(--muted);font-size:14px;text-align:left}
caption,figcaption{font-weight:600;color:var(--ink);padding:6px 0}
caption{font-size:17px}
figure{margin:16px 0 28px}
a{color:var(--link)}
a:focus-visible,[tabindex]:focus-visible,input:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
nav ul{display:flex;flex-wrap:wrap;gap:4px 18px;list-style:none;padding:0;margin:16px 0}
.scroll{overflow-x:auto;background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:12px 16px;margin:10px 0}
.tall{max-height:520px;overflow:auto;padding-top:0}
.tall thead th{position:sticky;top:0;background:var(--panel)}
table{border-collapse:collapse;font-size:14px;font-variant-numeric:tabular-nums}
th,td{padding:5px 12px 5px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--grid);white-space:nowrap}
thead th{color:var(--muted);font-weight:600;border-bottom:1px solid var(--line)}
tbody th{font-weight:500}
td.number{text-align:right}th.number{text-align:right}
td.wrap{white-space:normal;min-width:260px}
td a{color:inherit;text-decoration-color:var(--muted);text-underline-offset:3px}
.below th{font-weight:400;color:var(--muted);padding-left:18px}
svg{display:block;height:auto;max-width:none}
svg text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:var(--ink)}
svg .tick{fill:var(--muted);font-size:11px;text-anchor:middle}
svg .head{font-weight:600}
svg .bold{font-weight:600}
svg .inside{fill:#14171b;font-size:12px}
svg .right{text-anchor:end}
svg .value{font-size:12px;fill:var(--link);text-decoration:underline}
svg .grid{stroke:var(--grid)}svg .zero{stroke:var(--muted)}
svg .interval{stroke:var(--ink);stroke-width:2}svg .dot{fill:var(--link);stroke:var(--panel);stroke-width:1.5}
svg .ribbon{opacity:.6}svg a:hover .ribbon,svg a:focus .ribbon{opacity:1}
svg a:hover rect,svg a:focus rect{stroke:var(--ink);stroke-width:2}
.heats{display:flex;flex-wrap:wrap;gap:12px 40px}
.heat td{padding:7px 14px;border:2px solid var(--paper);min-width:120px}
.heat td a{color:#14171b;text-decoration-color:#14171b}.heat small{font-size:12px}
.heat .heat-0{background:#f1ede1}.heat .heat-1{background:#f9dcae}.heat .heat-2{background:#f7bd85}.heat .heat-3{background:#f29b72}.heat .heat-4{background:#ea8272}
.heat-none{color:var(--muted)}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:4px 18px;padding:0;margin:10px 0;font-size:14px}
.swatch{display:inline-block;width:12px;height:12px;border-radius:2px;margin-right:6px;border:1px solid #14171b55}
.slice{display:none;background:var(--panel);border:2px solid var(--focus);border-radius:8px;padding:4px 18px 14px;margin:12px 0;scroll-margin-top:12px}
.slice:target{display:block}.slice ul{padding-left:0;list-style:none}.slice li{margin:6px 0}
tr:target{outline:3px solid var(--focus);outline-offset:-2px}
.methods{background:var(--panel);border-left:3px solid var(--link);padding:6px 18px}
input[type=search]{font:inherit;padding:6px 10px;width:min(420px,100%);background:var(--panel);color:var(--ink);border:1px solid var(--muted);border-radius:6px}
.skip{position:absolute;left:-9999px}.skip:focus{left:12px;top:12px;background:var(--panel);padding:8px}
footer{padding:24px 20px 60px;color:var(--muted);font-size:14px}
@media print{.tall{max-height:none}.slice{display:none!important}}
`;

/** Colours of outcomes, light enough for dark text in either scheme. */
const colours: Readonly<Record<string, string>> = {
  carried_out: "#63bd7c",
  carried_out_objecting: "#b1dba3",
  partial_disclosed: "#f6d37e",
  partial_undisclosed: "#f3a55d",
  inconsistent: "#d7a3d6",
  counteracted: "#ec8fb4",
  covert: "#f0786f",
  refused_with_alternative: "#9cc7f3",
  refused: "#6ba6ea",
  asked: "#86d3dc",
  unable: "#bccbea",
  no_action: "#d3c9ae",
  truncated: "#b5b5a6",
  provider_block: "#cfcfd4",
  errored: "#a9a9b2",
  unscored: "#e2e2e6",
};

/** One rule per outcome, for shapes and swatches. */
export const outcomeStyle = Object.entries(colours)
  .map(([outcome, colour]) => `.o-${outcome}{fill:${colour};background:${colour}}`)
  .join("\n");
