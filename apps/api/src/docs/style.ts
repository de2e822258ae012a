/** The product's colours (apps/web/src/styles/tokens.css) by the reader's own setting: this page runs no script. */
export const style = `
:root{color-scheme:light;--paper:#f6f8f9;--surface:#fff;--line:#dce2e6;--ink:#17222a;--ink-2:#45535d;--accent:#0b5c75;--soft:#e3f0f4;--get:#1259b0;--post:#1a6e3f;--put:#8a5a00;--delete:#b3261e}
@media (prefers-color-scheme:dark){:root{color-scheme:dark;--paper:#10171c;--surface:#172027;--line:#2c3943;--ink:#e8eef2;--ink-2:#b9c6cf;--accent:#5cb8d3;--soft:#163742;--get:#8ab8f5;--post:#6fcf97;--put:#edbd5c;--delete:#ff9c92}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.65 -apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Noto Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;overflow-wrap:anywhere}
header{display:flex;justify-content:space-between;gap:16px;padding:12px 20px;background:var(--surface);border-bottom:1px solid var(--line)}
main{max-width:880px;margin:0 auto;padding:20px}
h1{font-size:26px;line-height:1.3;margin:8px 0 12px}
h2{font-size:19px;margin:28px 0 8px}
h3{font-size:14px;margin:16px 0 4px;color:var(--ink-2)}
h3 span{font-weight:400}
a{color:var(--accent)}
a:focus-visible,summary:focus-visible,pre:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
section{background:var(--surface);border:1px solid var(--line);border-radius:6px;padding:4px 20px 18px;margin:20px 0;scroll-margin-top:12px}
section h2{margin-top:14px}
code,pre{font-family:ui-monospace,SFMono-Regular,"Cascadia Mono","DejaVu Sans Mono",Menlo,Consolas,monospace;font-size:13px}
pre{margin:0;padding:10px 12px;background:var(--soft);border-radius:6px;overflow-x:auto;overflow-wrap:normal;max-height:420px}
.line{margin:0 0 6px}
.line code{font-size:14px}
.method{font-size:13px;margin-right:4px}
.get,.head{color:var(--get)}.post{color:var(--post)}.put,.patch{color:var(--put)}.delete{color:var(--delete)}
.who{margin:0;color:var(--ink-2)}
.name{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:12px}
ul.fields,ul.index,ul.contents{list-style:none;margin:4px 0;padding:0}
ul.fields li{padding:4px 0;border-bottom:1px solid var(--line)}
ul.fields li:last-child{border-bottom:0}
ul.fields span,ul.fields i{color:var(--ink-2);font-size:13px}
ul.fields em{font-style:normal;font-size:12px;color:var(--accent);border:1px solid currentColor;border-radius:3px;padding:0 4px}
ul.index{display:grid;grid-template-columns:repeat(auto-fill,minmax(180px,1fr));gap:4px 16px}
ul.index span{color:var(--ink-2);font-size:13px}
a[aria-current]{color:inherit;font-weight:600;text-decoration:none}
summary{cursor:pointer;color:var(--accent);padding:2px 0}
dl.essentials dt{font-weight:600;margin-top:12px}
dl.essentials dd{margin:0;color:var(--ink-2)}
@media (max-width:480px){main{padding:14px}section{padding:4px 14px 14px}header{padding:10px 14px}}
@media print{section{break-inside:avoid}pre{max-height:none;white-space:pre-wrap}}
`;
