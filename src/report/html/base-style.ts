/** Colours, type and links that a report's page and its trials' pages share: light and dark, contrast of WCAG AA or better. */
export const baseStyle = `
:root{color-scheme:light dark;--paper:#faf9f6;--panel:#fff;--ink:#1a1d21;--muted:#575d66;--line:#d9d6ce;--grid:#eae7e0;--link:#0a4f9c;--accent:#0a4f9c;--warn:#a3211a;--weave:#ffffff8c;--add:#e3f4e6;--remove:#fbe7e5;--shade:#1a1d2126}
@media (prefers-color-scheme:dark){:root{--paper:#14171b;--panel:#1c2026;--ink:#e6e4df;--muted:#a6adb6;--line:#3b414a;--grid:#292e36;--link:#8fc0fb;--accent:#8fc0fb;--warn:#ff9c92;--weave:#0d0f1280;--add:#17352a;--remove:#42211f;--shade:#00000080}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:12px}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 "Inter","Source Sans 3","Segoe UI",system-ui,-apple-system,Roboto,"Helvetica Neue",sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:1400px;margin:0 auto;padding:0 24px}
header{padding-top:32px}
h1{font-size:28px;line-height:1.2;letter-spacing:-.01em;margin:0 0 12px;text-wrap:balance}
h2{font-size:19px;line-height:1.3;margin:0 0 4px}
h3{font-size:15px;margin:20px 0 4px}
p{max-width:80ch;margin:6px 0;text-wrap:pretty}
small{font-size:12px;color:var(--muted)}
a{color:var(--link);text-underline-offset:3px;text-decoration-thickness:1px;text-decoration-color:color-mix(in srgb,currentColor 45%,transparent)}
a:hover{text-decoration-color:currentColor}
a:focus-visible,[tabindex]:focus-visible,input:focus-visible,summary:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}
.kind{color:var(--muted);font-size:13px;margin:0}
.lead,.note{color:var(--muted);font-size:14px}.lead{max-width:104ch}
.lead b{color:var(--ink);font-weight:600}
.count{color:var(--muted);font-weight:400;font-variant-numeric:tabular-nums}
.quiet{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-9999px}
.skip:focus{left:auto;z-index:5;background:var(--panel);border:1px solid var(--line);padding:6px 10px}
.swatch{display:inline-block;width:11px;height:11px;border-radius:2px;margin-right:6px;vertical-align:-.5px}
footer{padding:32px 24px 60px;color:var(--muted);font-size:13px}
@media (max-width:700px){header,main,footer{padding-left:14px;padding-right:14px}header{padding-top:18px}h1{font-size:23px}}
`;
