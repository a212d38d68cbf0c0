import { baseStyle } from "./base-style.js";
import { paletteStyle } from "./palette.js";
import { plotStyle } from "./plot-style.js";

const layout = `
main>section:not(.slice){margin:36px 0 0;padding-top:14px;border-top:1px solid var(--line)}
.mixed{border:2px solid var(--warn);color:var(--warn);padding:6px 12px;font-weight:600}
.run-facts{color:var(--muted);font-size:14px}
nav ul{display:flex;flex-wrap:wrap;gap:2px 18px;list-style:none;padding:0;margin:14px 0 0;font-size:14px}
nav a{display:inline-block;padding:3px 0}
figure{margin:10px 0 0}
.methods{font-size:14px;max-width:90ch}
input[type=search]{font:inherit;padding:6px 10px;width:min(420px,100%);background:var(--panel);color:var(--ink);border:1px solid var(--muted);border-radius:6px}
`;

/** Tables that may be wider than the screen: the first column stays, and a shadow at the edge says that there is more. */
const tables = `
.scroll{position:relative;overflow-x:auto;margin:14px 0 4px;border:1px solid var(--line);border-radius:6px;background:linear-gradient(to left,var(--panel) 40%,transparent) 100% 0/60px 100% no-repeat local,linear-gradient(to left,var(--shade),transparent) 100% 0/14px 100% no-repeat,var(--panel)}
.tall{display:grid;grid-template-columns:minmax(min-content,1fr);max-height:560px;overflow:auto;background:var(--panel)}
.tall>table{grid-area:1/1}
.tall::before,.tall::after{content:"";grid-area:1/1;justify-self:end;width:14px;pointer-events:none}
.tall::after{position:sticky;right:0;top:0;z-index:4;height:min(558px,100%);background:linear-gradient(to left,var(--shade),transparent)}
.tall::before{position:relative;z-index:5;background:linear-gradient(to left,var(--panel) 60%,transparent)}
table{border-collapse:collapse;font-variant-numeric:tabular-nums lining-nums}
.figures{font-size:13px;min-width:100%}
.figures caption{position:sticky;left:0;text-align:left;font-size:15px;font-weight:600;padding:10px 14px 4px}
.figures th,.figures td{padding:4px 14px 4px 0;text-align:left;vertical-align:top;border-top:1px solid var(--grid);white-space:nowrap}
.figures thead th{color:var(--muted);font-weight:500;border-top:0;vertical-align:bottom}
.figures tr>:first-child{padding-left:14px}
.figures tbody th{font-weight:500}
.figures tbody th:first-child{position:sticky;left:0;background:var(--panel);background-clip:padding-box;min-width:min(44vw,210px);max-width:min(44vw,520px);white-space:normal;z-index:1}
.figures .number{text-align:right}
.figures .words{white-space:normal;overflow-wrap:normal;min-width:132px}
.figures .long{white-space:normal;min-width:230px}
.figures td a{color:inherit}
.figures .below th:first-child{font-weight:400;color:var(--muted);padding-left:28px}
.figures.trials tbody th:first-child{min-width:min(44vw,290px);max-width:min(44vw,380px)}.trials th small{display:block;line-height:1.3}.flags{min-width:170px;white-space:normal}@media (max-width:700px){.figures.trials td:not(:last-child){white-space:normal;overflow-wrap:normal}.flags{min-width:110px}}
.tall thead th{position:sticky;top:0;background:var(--panel);z-index:2;box-shadow:0 1px 0 var(--line)}
.tall thead th:first-child{left:0;z-index:3}
.tall tbody tr{scroll-margin-top:44px}
tr:target>*{background:color-mix(in srgb,var(--accent) 16%,var(--panel))!important}
`;

/** The trials behind a number: a panel over the page, so that the place in it is not lost. */
const slices = `
#closed{position:fixed;top:0}
.slice{display:none;position:fixed;z-index:10;top:0;right:0;bottom:0;width:min(440px,100%);overflow:auto;background:var(--panel);border-left:1px solid var(--line);box-shadow:-8px 0 24px var(--shade);padding:0 20px 24px;font-size:14px}
.slice:target,.slice.kept{display:block}
.slice-head{position:sticky;top:0;display:flex;gap:12px;justify-content:space-between;align-items:baseline;background:var(--panel);padding:16px 0 8px;border-bottom:1px solid var(--grid)}
.slice h2{font-size:16px}.slice h3{font-size:14px;margin:16px 0 2px}
.slice .close{padding:3px 0;white-space:nowrap}.slice:focus-visible{outline-offset:-3px}
.slice ul{list-style:none;margin:0;padding:0}.slice li{margin:3px 0;font-variant-numeric:tabular-nums}
.slice li a{display:inline-block;min-width:24px;min-height:24px;text-align:center}
@media (max-width:700px){.slice{top:auto;left:0;width:100%;max-height:62vh;border-left:0;border-top:1px solid var(--line);box-shadow:0 -8px 24px var(--shade)}}
`;

/** On paper nothing scrolls and nothing is cut. */
const print = `
@page{size:A4 landscape;margin:12mm}
@media print{
:root{--paper:#fff;--panel:#fff}
body{font-size:11px}header,main,footer{max-width:none;padding:0}
.slice,.skip,nav,#filter{display:none!important}
.scroll{overflow:visible;max-height:none;border:0;background:none}.tall{display:block}.tall::before,.tall::after{content:none}
.figures{font-size:8px;width:100%;overflow-wrap:break-word}.note,.lead{font-size:10px}
.figures th,.figures td{white-space:normal;padding:2px 6px 2px 0;min-width:0!important;max-width:none!important;position:static!important}
.figures tr>:first-child{padding-left:0}.figures caption{padding-left:0;position:static}
tr,figure,.bars li,.flow{break-inside:avoid}thead{display:table-header-group}
h2,caption,figcaption{break-after:avoid}
a{color:inherit;text-decoration:none}
}
`;

/** The page's style. */
export const pageStyle = baseStyle + paletteStyle + layout + plotStyle + tables + slices + print;
