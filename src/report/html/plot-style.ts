/** Plots are tables and lists whose marks are drawn in percent of what they stand in: they fit every width. */
export const plotStyle = `
.alias{display:inline-block;min-width:1.5em;padding:0 .3em;text-align:center;border:1px solid var(--muted);border-radius:3px;font-size:12px;line-height:1.4;font-weight:600}
.run{display:block}
.multiples{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,540px),1fr));gap:22px 44px;align-items:start}
.multiples>figure{min-width:0}.multiples>:only-child{grid-column:1/-1;max-width:880px}@media (min-width:701px){.multiples>:only-child .forest .plot{width:42%}.multiples>:only-child .forest th:first-child{width:26%}}
.strip{display:block;width:100%;height:28px;overflow:visible}.forest .strip{position:absolute;top:0;height:100%}.forest td.plot>div{position:relative;height:100%;min-height:24px}.forest .dotted .strip,.forest .dotted td.plot>div{min-height:28px}
.strip .over{overflow:visible}
.strip .tick{stroke:var(--grid)}.strip .zero{stroke:var(--muted)}
.strip .interval{stroke:var(--ink);stroke-width:1.5}
.strip .mark{fill:var(--accent);stroke:var(--panel);stroke-width:1.5;vector-effect:non-scaling-stroke}
.strip .diamond{fill:var(--accent);stroke:var(--accent);vector-effect:non-scaling-stroke}.strip .open{fill:var(--panel);stroke:var(--accent);stroke-width:2}
.strip .own{fill:var(--muted)}.strip .arrow{fill:none;stroke:var(--ink);stroke-width:1.5}
.ticks{position:relative;height:18px;font-size:11px;color:var(--muted)}
.ticks span{position:absolute;transform:translateX(-50%);white-space:nowrap}.strips .ticks span:first-child{transform:none}.strips .ticks span:last-child{transform:translateX(-100%)}
.strips,.forest,.flow-body{width:100%;background:var(--panel);border:1px solid var(--line);border-radius:6px}
.strips,.forest{border-collapse:separate;border-spacing:0}.strips{table-layout:fixed}
.strips>*>tr>:first-child{width:17%;padding-left:14px}
.strips th,.strips td{text-align:left;vertical-align:top;padding:6px 22px 0 0;font-weight:400}
.strips thead th{color:var(--muted);font-size:13px;font-weight:500;padding-top:10px}
.strips .main>*{border-top:1px solid var(--grid)}
.strips .main th{font-weight:600}.strips .sub th{font-weight:400;color:var(--muted);font-size:13px}
.strips .main th small{display:block;font-weight:400;margin-top:2px}
.strips td{position:relative;font-size:14px}
.strips td small{display:block;overflow-wrap:break-word}.strips .cell .ticks{display:none}
.strips .figure:empty{display:none}.strips .figure a::after,.forest td a::after{content:"";position:absolute;inset:0}
.strips td small a{position:relative;z-index:1;color:inherit}
.strips .figure a{color:inherit;display:inline-block;min-width:24px;min-height:24px}
.forest a{color:inherit;display:inline-block;padding:4px 0}
.strips tfoot td{padding-bottom:4px}.strips.dense td{font-size:13px;line-height:1.35}.strips.dense th,.strips.dense td{padding-top:4px}.strips.dense td small{font-size:11.5px}.strips.dense .strip{height:20px}
.forest{font-size:13px}
.forest caption{text-align:left;font-weight:600;font-size:14px;padding:0 0 4px}
.forest th,.forest td{padding:0 10px 0 0;text-align:left;font-weight:400;vertical-align:middle;line-height:1.3}
.forest tr{position:relative}
.forest .group th{color:var(--muted);font-size:12px;padding-top:8px}
.forest th:first-child{padding-left:12px;width:37%;overflow-wrap:break-word}
.forest .plot{width:31%;padding:0 20px 0 8px;height:1px}.forest .text{white-space:nowrap;width:1%}
.forest small.below{display:block}.forest .whole>*{border-top:1px solid var(--line)}
.forest tfoot td{height:22px}
.forest tbody tr:hover>*,.strips td:hover{background:color-mix(in srgb,var(--accent) 6%,var(--panel))}
.forest .group:hover>*{background:none!important}
.flat{list-style:none;padding:0;margin:14px 0 0;font-size:14px;max-width:110ch}
.flat li{margin:4px 0}.flat .figure{margin-right:.4em}.together{display:inline-block}
.heats{width:fit-content;max-width:100%;padding:10px 14px}
.heat{font-size:14px;border-spacing:3px;border-collapse:separate}
.heat th{font-weight:400;text-align:left;padding:0 12px 0 0;white-space:nowrap;vertical-align:middle}
.heat thead th{font-weight:600;padding:0 6px 4px;text-align:center;max-width:190px;white-space:normal;vertical-align:bottom}
.heat tbody th{position:sticky;left:0;background:var(--panel);z-index:1}
.heat td{padding:0;text-align:center;min-width:92px;border-radius:3px}
.heat.dense td{min-width:50px;font-size:13px}
.heat .first>*{padding-top:0}.heat td.empty{color:var(--muted);font-size:12px;padding:0 6px}
.heat td a{display:block;padding:3px 8px;color:var(--on);text-decoration-color:transparent}
.heat td a:hover,.heat td a:focus{text-decoration-color:currentColor}
.heat td small{color:inherit}
.heat .heat-0,.heat-key .heat-0{box-shadow:inset 0 0 0 1px var(--line)}
.heat-key{display:flex;flex-wrap:wrap;list-style:none;margin:8px 0 0;padding:0;font-size:12px;gap:2px}
.heat-key li{padding:2px 10px;border-radius:3px}
.bars{list-style:none;padding:0;margin:8px 0 0}
.bars>li{display:grid;grid-template-columns:minmax(0,19%) 84px minmax(0,1fr);gap:6px 10px;margin:0 0 16px}
.bar-name{font-weight:600;grid-row:span 2;line-height:1.35}
.bar-arm{grid-column:2;color:var(--muted);font-size:13px;line-height:24px;margin-top:-1px}
.bar-body{grid-column:3;min-width:0}
.bar{display:flex;gap:2px;height:16px;margin-top:4px}
.bar a{flex:0 1 0;min-width:3px;border-radius:2px}
.bar a:hover{outline:2px solid var(--ink);outline-offset:1px}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:0 18px;padding:0;margin:2px 0 0;font-size:13px}
.legend a{display:inline-block;padding:2px 0;min-height:24px;color:inherit;text-decoration-color:transparent}
.legend a:hover,.legend a:focus{text-decoration-color:currentColor}
.flow figcaption{font-weight:600;font-size:14px}
.flow-body{display:grid;grid-template-columns:minmax(0,34%) minmax(0,1fr) minmax(0,34%);padding:0 6px 8px;box-sizing:content-box;width:auto;margin:4px 0 6px}
.flow-body svg{width:100%;margin-top:24px;display:block}
.flow-names{position:relative;font-size:12px;line-height:1.2}
.flow-names b{position:absolute;top:2px;font-weight:500;color:var(--muted)}
.flow-names a{position:absolute;transform:translateY(-50%);color:inherit;text-decoration-color:transparent;padding:3px 0;width:max-content;max-width:calc(100% - 8px)}
.flow-names a:hover,.flow-names a:focus{text-decoration-color:currentColor}
.flow-names.left a,.flow-names.left b{right:8px;text-align:right}
.flow-names.right a,.flow-names.right b{left:8px}
.ribbon{fill-opacity:.5;stroke:var(--fill);stroke-width:1;vector-effect:non-scaling-stroke}
a:hover>.ribbon,a:focus>.ribbon{fill-opacity:.9;stroke-width:2}
.followups{font-size:13px;color:var(--muted)}
.followups ul{display:inline;list-style:none;padding:0}.followups li{display:inline}
.followups li::before{content:" · "}.followups b{color:var(--ink);font-weight:600}
@media (max-width:1300px){
.strips td{font-size:13px}.strips td small{font-size:11.5px}.strips thead th{font-size:12px}.strips th,.strips td{padding-right:12px}
}
@media (max-width:1100px){
.strips,.strips tbody,.strips th{display:block;width:auto!important}
.strips thead,.strips tfoot{display:none}
.strips tr{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,300px),1fr));gap:0 28px;padding:4px 14px 10px}
.strips tr>th{grid-column:1/-1}
.strips .main{border-top:1px solid var(--line)}.strips tbody tr:first-child{border-top:0}.strips .main>*{border:0}
.strips tr>:first-child,.strips th,.strips td{padding:5px 0 0!important}
.strips td.none{display:none}
.strips .cell,.strips.dense .cell{display:grid;grid-template-columns:118px auto minmax(0,1fr);gap:0 8px;align-items:baseline}
.strips .cell::before{content:attr(data-head);font-size:12px;color:var(--muted)}
.strips td .strip,.strips.dense .strip{grid-column:1/-1;grid-row:2}
.strips td small,.strips.dense td small{grid-column:3;grid-row:1}
.strips .cell .ticks{display:block;grid-column:1/-1;grid-row:3}
.strips td .figure:empty+small{grid-column:2/-1}
}
@media (max-width:480px){
.strips .cell,.strips.dense .cell{grid-template-columns:auto minmax(0,1fr)}
.strips .cell::before{grid-column:1/-1}
.strips td small,.strips.dense td small{grid-column:2;grid-row:2}
.strips td .strip,.strips.dense .strip{grid-row:3}.strips .cell .ticks{grid-row:4}
.strips td .figure:empty+small{grid-column:1/-1}
}
@media (max-width:700px){
.forest,.forest tbody,.forest tfoot{display:block}
.forest caption{display:block}
.forest caption{padding:6px 12px 0}.forest tr{display:grid;grid-template-columns:minmax(min-content,1fr) minmax(0,auto);gap:0 10px;padding:3px 12px}
.forest th:first-child,.forest .text,.forest .plot{width:auto;padding:0}.forest th:first-child{max-width:58vw}
.forest .text{text-align:right;white-space:normal}.forest .plot{grid-column:1/-1;grid-row:2;padding:0 4px;height:auto}
.forest .group th{grid-column:1/-1}.forest .whole>*{border:0}.forest .whole{border-top:1px solid var(--line)}
.forest tfoot td:not(.plot){display:none}
.bars>li{grid-template-columns:minmax(0,1fr);gap:2px}
.bar-name,.bar-arm,.bar-body{grid-column:1;grid-row:auto}
.flow-body{grid-template-columns:minmax(0,36%) minmax(0,1fr) minmax(0,36%)}
}
`;
