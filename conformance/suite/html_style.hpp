/// @file
/// The style of the HTML report.
#ifndef FLAGHOOK_SUITE_HTML_STYLE_HPP
#define FLAGHOOK_SUITE_HTML_STYLE_HPP

namespace flaghook::suite {

/// The style sheet of the HTML report: one column on narrow screens, several on wide ones, and a
/// light or dark theme as the reader prefers.
inline constexpr const char* html_style = R"css(
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --line: #dfe3e8; --text: #1c2430; --quiet: #5a6675;
  --link: #0b5cad; --code: #f1f3f6; --shadow: 0 1px 2px rgb(20 30 50 / .08);
  --passed: #1a7f47; --failed: #c2261d; --errored: #a85400; --crashed: #8a2da8;
  --timed_out: #b0186a; --skipped: #697586; --known: #566; --empty: #e6e9ee;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12161c; --card: #1a2028; --line: #2e3742; --text: #e6eaf0; --quiet: #9aa7b6;
    --link: #7cb7f5; --code: #11151b; --shadow: none;
    --passed: #4cc27f; --failed: #ff7a70; --errored: #f0a04b; --crashed: #d491ef;
    --timed_out: #f58abf; --skipped: #8996a5; --known: #9aa; --empty: #2b333d;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans",
    sans-serif;
}
header, main, footer { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .4rem; }
h2 { font-size: 1.15rem; margin: 2.2rem 0 .7rem; }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
p { margin: .3rem 0; }
a { color: var(--link); text-decoration: none; }
a:hover, a:focus-visible { text-decoration: underline; }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code { font-size: .86em; overflow-wrap: anywhere; }
.quiet { color: var(--quiet); }
.cards { display: grid; margin-top: 1.3rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr));
  gap: 1rem; }
.card, .panel { background: var(--card); border: 1px solid var(--line); border-radius: 10px;
  box-shadow: var(--shadow); }
.card { padding: 1rem 1.1rem; }
.card > div:first-child { display: flex; gap: .8rem; justify-content: space-between;
  align-items: start; }
.pill { flex: none; padding: .1rem .6rem; border-radius: 1rem; font-size: .8rem; font-weight: 600;
  border: 1px solid currentcolor; white-space: nowrap; }
.bar { display: flex; gap: 2px; height: 10px; margin: .9rem 0 .6rem; border-radius: 5px;
  overflow: hidden; background: var(--empty); }
.bar i { min-width: 3px; }
.legend { display: flex; flex-wrap: wrap; gap: .15rem 1.1rem; list-style: none; margin: 0; padding: 0;
  font-size: .9rem; }
.legend b { font-variant-numeric: tabular-nums; }
.dot { display: inline-block; width: .65rem; height: .65rem; border-radius: 50%;
  margin-right: .35rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .5rem .8rem; text-align: left; border-top: 1px solid var(--line);
  vertical-align: middle; }
thead th { border-top: 0; font-size: .82rem; color: var(--quiet); font-weight: 600; }
.matrix th:first-child { position: sticky; left: 0; background: var(--card); }
.matrix tbody th { font-weight: 600; }
.matrix thead th:not(:first-child), .matrix td { min-width: 8.5rem; max-width: 16rem; }
.matrix td { font-variant-numeric: tabular-nums; white-space: nowrap; }
.matrix td .bar { height: 6px; margin: .3rem 0 0; }
.matrix td b { font-weight: 600; }
.all { font-weight: 600; }
details { border-top: 1px solid var(--line); }
details:first-of-type { border-top: 0; }
summary { cursor: pointer; padding: .55rem .9rem; display: flex; flex-wrap: wrap; gap: .2rem .7rem;
  align-items: baseline; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary::before { content: "\25B8"; color: var(--quiet); width: .8rem; flex: none; }
details[open] > summary::before { content: "\25BE"; }
summary:hover { background: color-mix(in srgb, var(--link) 7%, transparent); }
summary .id { font-weight: 600; overflow-wrap: anywhere; }
.group > summary { font-weight: 600; }
.group > div { border-top: 1px solid var(--line); }
.panel { overflow: hidden; margin-bottom: 1rem; }
.tag { font-size: .74rem; font-weight: 600; letter-spacing: .02em; text-transform: uppercase;
  white-space: nowrap; }
.level { font-size: .72rem; color: var(--quiet); border: 1px solid var(--line); border-radius: 4px;
  padding: 0 .35rem; white-space: nowrap; }
.case > div { padding: .2rem .9rem 1rem 2.4rem; }
.case { border-left: 3px solid transparent; }
.reason { margin: .1rem 0 .5rem; overflow-wrap: anywhere; }
.values { display: grid; gap: .8rem; grid-template-columns: repeat(2, minmax(0, 1fr));
  margin-top: .7rem; }
.rule { margin: 0; padding: .8rem .9rem .3rem; border-top: 1px solid var(--line); }
.rule:first-child { border-top: 0; }
mark { color: inherit; font-weight: 600; border-radius: 3px;
  background: color-mix(in srgb, var(--failed) 22%, transparent); }
.values h4, .below h4 { margin: 0 0 .25rem; font-size: .76rem; color: var(--quiet);
  text-transform: uppercase; letter-spacing: .04em; }
pre { margin: 0; padding: .65rem .75rem; background: var(--code); border: 1px solid var(--line);
  border-radius: 6px; font-size: .8rem; line-height: 1.45; white-space: pre-wrap;
  overflow-wrap: anywhere; max-height: 26rem; overflow-y: auto; }
.below { margin-top: .8rem; }
.cases td, .cases th { padding: .3rem .8rem; font-size: .88rem; }
.cases th { vertical-align: bottom; font-size: .78rem; }
.cases td:first-child { min-width: 15rem; overflow-wrap: anywhere; }
.cases .mark { text-align: center; min-width: 6.5rem; max-width: 9rem; }
.cases td.mark { font-weight: 700; }
.none { padding: .9rem 1.1rem; }
.passed { color: var(--passed); } .failed { color: var(--failed); }
.errored { color: var(--errored); } .crashed { color: var(--crashed); }
.timed_out { color: var(--timed_out); } .skipped { color: var(--skipped); }
.known { color: var(--known); }
.bar .passed, .dot.passed { background: var(--passed); }
.bar .failed, .dot.failed { background: var(--failed); }
.bar .errored, .dot.errored { background: var(--errored); }
.bar .crashed, .dot.crashed { background: var(--crashed); }
.bar .timed_out, .dot.timed_out { background: var(--timed_out); }
.bar .skipped, .dot.skipped { background: var(--skipped); }
footer { color: var(--quiet); font-size: .85rem; padding-top: 2rem; padding-bottom: 2.5rem; }
@media (max-width: 48rem) {
  header, main, footer { padding-left: .8rem; padding-right: .8rem; }
  header { padding-top: 1.2rem; }
  .values { grid-template-columns: minmax(0, 1fr); }
  .case > div { padding-left: .9rem; }
  th, td { padding: .45rem .6rem; }
  .matrix thead th:not(:first-child), .matrix td { min-width: 6.5rem; }
  .cases td:first-child { min-width: 11rem; }
}
@media print {
  .panel, .card { box-shadow: none; break-inside: avoid; }
  pre { max-height: none; }
}
)css";

} // namespace flaghook::suite

#endif
