// What does a report look like as a page, on a screen by day and by night, and on paper?

/** The page's only style sheet: no external font, picture or script. */
export const style = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1c2024;--muted:#59626b;--rule:#dde1e5;--accent:#0b6e4f;--on:#0b6e4f;--risk:#8a5200;--behind:#b3261e;--disposal:#4a4f55}
@media (prefers-color-scheme:dark){:root{--paper:#14181b;--ink:#e4e7ea;--muted:#9ba5ae;--rule:#2e353b;--accent:#4fc29a;--on:#4fc29a;--risk:#f0b354;--behind:#ff8a80;--disposal:#b4bac0}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;font-variant-numeric:tabular-nums}
main,header,footer,nav{max-width:760px;margin:0 auto;padding:0 24px}
header{padding-top:72px}header .company{font-weight:600;margin:0 0 48px}header::after{content:"";display:block;border-bottom:1px solid var(--rule);margin-top:24px}
h1{font-size:34px;line-height:1.15;font-weight:600;margin:0 0 8px;}h1::before{content:"";display:block;width:56px;border-top:4px solid var(--accent);margin-bottom:20px}
.period{font-size:18px;color:var(--muted);margin:0 0 32px}
dl{display:grid;grid-template-columns:minmax(120px,auto) 1fr;gap:4px 24px;margin:0;font-size:13px}dt{color:var(--muted)}dd{margin:0}
.issue{font-size:13px;margin:20px 0 0;color:var(--muted)}.issue b,b{color:var(--ink);font-weight:600}
nav{padding-top:32px}nav h2{border:0;margin:0 0 12px;padding:0}nav ol{list-style:none;margin:0;padding:0}nav ol ol{padding:0 0 8px 44px;font-size:13px}nav li>a{color:inherit;text-decoration:none}nav li>a:hover{text-decoration:underline}nav .number{display:inline-block;width:44px;color:var(--accent);font-weight:600}
h2{font-size:24px;line-height:1.25;font-weight:600;margin:64px 0 20px;padding-top:12px;border-top:2px solid var(--ink)}h2 .number{color:var(--accent);margin-right:16px}
h3{font-size:17px;font-weight:600;margin:36px 0 10px}
p,ul{max-width:40em;margin:0 0 14px}:lang(zh) p,:lang(zh) ul{max-width:44em;text-align:justify}ul{padding-left:18px}main li{padding-left:2px;margin:4px 0}main li::marker{content:"–  ";color:var(--muted)}
a[data-figure]{color:inherit;text-decoration:underline;text-decoration-color:var(--accent);text-decoration-thickness:1px;text-underline-offset:3px;white-space:nowrap}a[data-figure]:hover{color:var(--accent)}a:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
td a[data-figure]{text-decoration-color:transparent}td a[data-figure]:hover{text-decoration-color:var(--accent)}
.open{color:var(--muted)}
main .callouts{display:grid;grid-template-columns:repeat(auto-fit,minmax(140px,1fr));gap:24px;margin:24px 0;padding:0;list-style:none;max-width:none}main .callouts li{border-top:2px solid var(--ink);padding:8px 0 0;margin:0;font-size:13px;line-height:1.4}main .callouts li::marker{content:""}.callouts .big{font-size:27px;line-height:1.2;font-weight:600;display:block;margin-bottom:4px}.callouts .big a[data-figure]{text-decoration:none}.callouts .big{white-space:nowrap}.callouts .open{font-size:16px;font-weight:400}.callouts small{display:block;color:var(--muted);font-size:12px}.callouts .none{color:var(--muted);font-weight:400}
figure{margin:28px 0}figcaption,caption{font-weight:600;font-size:14px;text-align:left;margin:0 0 8px;padding:0 0 8px}
figure svg{display:block;width:100%;height:auto;overflow:visible;font-family:inherit}.foot{font-size:12px;color:var(--muted);margin:6px 0 0;max-width:none}
.scroll{overflow-x:auto;margin:28px 0}table{border-collapse:collapse;width:100%;font-size:13px;line-height:1.35}th,td{padding:6px 10px;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule)}thead th{font-weight:400;font-size:12px;color:var(--muted);vertical-align:bottom;border-bottom:2px solid var(--ink)}tbody th{font-weight:400}th:first-child,td:first-child{padding-left:0}th:last-child,td:last-child{padding-right:0}.right{text-align:right}td.right{white-space:nowrap}
.status{display:flex;gap:8px;margin-bottom:6px}.status+:not(.status){margin-top:16px}.mark{flex:none}[data-mark="●"]{color:var(--on)}[data-mark="▲"]{color:var(--risk)}[data-mark="▼"]{color:var(--behind)}[data-mark="○"],[data-mark="◌"]{color:var(--muted)}
.not-recorded{border-left:2px solid var(--rule);padding:6px 14px;color:var(--muted);font-size:13px}.not-recorded b{color:inherit;margin-right:8px}
details{font-size:12px;margin-top:4px}summary{color:var(--muted);cursor:pointer}
.root{overflow-wrap:anywhere;font-size:12px}
footer{padding:40px 24px 64px;font-size:12px;color:var(--muted)}
@media (max-width:520px){main,header,footer,nav{padding-left:12px;padding-right:12px}h1{font-size:27px}}
@page{size:A4;margin:24mm 22mm}
@media print{:root{color-scheme:light;--paper:#fff;--ink:#1c2024;--muted:#59626b;--rule:#dde1e5;--accent:#0b6e4f;--on:#0b6e4f;--risk:#8a5200;--behind:#b3261e;--disposal:#4a4f55}
body{font-size:9.5pt}main,header,footer,nav{max-width:none;padding:0}header{padding-top:50mm}h2,h3,caption,figcaption{break-after:avoid}figure,tr,.callouts li,.not-recorded{break-inside:avoid}nav{break-before:page}main{break-before:page}thead{display:table-header-group}details{display:none}.scroll{overflow:visible}h2{margin-top:14mm;font-size:16pt}}
`;
