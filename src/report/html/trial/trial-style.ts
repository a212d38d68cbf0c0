import { baseStyle } from "../base-style.js";
import { paletteStyle } from "../palette.js";

const own = `
main>section{margin-top:28px}
pre{margin:2px 0;white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.45 ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;tab-size:4}
pre.text{font:inherit;max-width:88ch}
pre.output,pre.diff{background:var(--panel);border:1px solid var(--line);border-radius:4px;padding:8px 10px}
code{font:12.5px ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace}
.diff span{display:block;margin:0 -10px;padding:0 10px}
.diff .add{background:var(--add)}.diff .remove{background:var(--remove)}.diff .hunk{color:var(--muted)}
.added,.removed{font-weight:400;font-size:13px;color:var(--muted)}
.facts{display:flex;flex-wrap:wrap;gap:4px 26px;margin:10px 0;padding:0;list-style:none;font-size:14px}
.facts span{color:var(--muted)}.facts .swatch{width:13px;height:13px}
table{border-collapse:collapse;font-size:13px;width:100%}
th,td{text-align:left;vertical-align:top;padding:5px 14px 5px 0;border-top:1px solid var(--grid);font-weight:400}
thead th{color:var(--muted);border-top:0;overflow-wrap:normal}
tbody th,td{overflow-wrap:break-word}td code{display:inline-block;min-width:3em;max-width:38ch}td:last-child{padding-right:0}
.scroll{overflow-x:auto;background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:4px 14px}
.verdict-unmoved,.verdict-against,.verdict-short,.verdict-unreadable,.verdict-changed{font-weight:600}
.readings{padding:0;list-style:none}.readings li{margin:4px 0}.readings ul{list-style:none;padding-left:18px}
q{font-style:italic}
.transcript{list-style:none;margin:0;padding:0}
.transcript li{display:grid;grid-template-columns:110px minmax(0,1fr);gap:4px 18px;padding:9px 0;border-top:1px solid var(--grid)}
.transcript li:target{background:color-mix(in srgb,var(--accent) 12%,var(--paper))}
.who{font-size:13px;color:var(--muted)}.who small{display:block}.bad{color:var(--warn)}
.assistant .who{color:var(--ink);font-weight:600}.assistant .who small{font-weight:400}
.transcript .aside,.transcript .form{margin-left:20px;padding-left:12px;border-left:2px solid var(--line)}
.stop{background:var(--panel)}.stop .who{font-weight:600;color:var(--ink);padding-left:10px}
.reasoning{border-left:2px solid var(--line);padding-left:10px;color:var(--muted)}
.call{margin:4px 0}.call>span{margin-left:.9em}
summary{cursor:pointer;color:var(--link);font-size:14px;padding:2px 0}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 14px;margin:4px 0}dt{color:var(--muted);font-size:13px}dd{margin:0}
@media (max-width:700px){.transcript li{grid-template-columns:minmax(0,1fr)}.who small{display:inline;margin-left:6px}.stop .who{padding-left:0}}
@media print{details::details-content{content-visibility:visible;display:block}.skip,nav{display:none}.scroll{overflow:visible}}
`;

/** The style of a trial's page. */
export const trialStyle = baseStyle + paletteStyle + own;
