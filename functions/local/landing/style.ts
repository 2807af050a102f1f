/** The pages' only style sheet: system fonts, both colour schemes, no picture from elsewhere. */
export const STYLE = `
:root { color-scheme: light dark; --back: #f6f9fc; --panel: #fff; --ink: #14212e; --soft: #566779; --line: #d9e2ec;
  --accent: #0b63b0; --code: #eef3f8; --sky-1: #dcedff; --sky-2: #f6f9fc; --good: #1a7f4b; }
@media (prefers-color-scheme: dark) { :root { --back: #0f161e; --panel: #17212c; --ink: #e6edf4; --soft: #9db0c2;
  --line: #2a3847; --accent: #7cc0ff; --code: #0f1820; --sky-1: #17314a; --sky-2: #0f161e; --good: #5fd39a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); font: 16px/1.55 system-ui, "Segoe UI", sans-serif; }
a { color: var(--accent); text-underline-offset: .15em; }
a:focus-visible, button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -9999px; } .skip:focus { left: 1rem; top: 1rem; background: var(--panel); padding: .5rem 1rem; }
header { background: linear-gradient(var(--sky-1), var(--sky-2)); padding: 2.5rem 0 1.25rem; }
.wrap { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem; }
.brand { display: flex; gap: .9rem; align-items: center; } .brand svg { width: 3rem; height: 3rem; flex: none; }
h1 { font-size: 2rem; line-height: 1.15; margin: 0; letter-spacing: -.02em; }
.lead { color: var(--soft); margin: .75rem 0 0; max-width: 44rem; }
.running { display: inline-flex; gap: .5rem; align-items: center; margin: 1rem 0 0; font-size: .95rem; }
.dot { width: .65rem; height: .65rem; border-radius: 50%; background: var(--good); }
main { padding: .5rem 0 3rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .75rem; letter-spacing: -.01em; }
.cards { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); padding: 0; margin: 0; list-style: none; }
.cards a, .cards .clock { display: block; height: 100%; padding: .85rem 1rem; background: var(--panel); border: 1px solid var(--line);
  border-radius: .75rem; text-decoration: none; color: inherit; }
.cards li:last-child { grid-column: span 2; }
.cards a:hover { border-color: var(--accent); }
.cards strong { display: block; font-size: 1.7rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.cards span { color: var(--soft); font-size: .9rem; }
ol.steps { list-style: none; counter-reset: step; margin: 0; padding: 0; display: grid; grid-template-columns: minmax(0, 1fr); gap: .75rem; }
.steps > li { counter-increment: step; background: var(--panel); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem 1.1rem; }
.steps h3 { margin: 0; font-size: 1.02rem; } .steps h3::before { content: counter(step) ". "; color: var(--soft); }
.steps p { margin: .2rem 0 .6rem; color: var(--soft); font-size: .95rem; }
.command { display: flex; gap: .5rem; align-items: stretch; }
pre { flex: 1; min-width: 0; margin: 0; padding: .6rem .75rem; background: var(--code); border-radius: .5rem; white-space: pre-wrap; overflow-wrap: anywhere; }
code, pre { font: .86rem/1.5 ui-monospace, SFMono-Regular, Consolas, monospace; }
button { flex: none; min-width: 5.2rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--panel); color: var(--accent);
  font: inherit; font-size: .9rem; cursor: pointer; } button:hover { border-color: var(--accent); } button[hidden] { display: none; }
.two { display: grid; gap: 0 2.5rem; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); }
ul.plain { margin: 0; padding: 0; list-style: none; } ul.plain li { margin: .35rem 0; }
.events time { color: var(--soft); font-variant-numeric: tabular-nums; margin-right: .5rem; }
.events li { overflow-wrap: anywhere; }
.words { display: flex; flex-wrap: wrap; gap: .45rem; padding: 0; margin: 0; list-style: none; }
.words a { display: inline-block; padding: .15rem .7rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--panel);
  text-decoration: none; font-size: .92rem; } .words a:hover { border-color: var(--accent); }
.help > * { max-width: 44rem; } .help pre { margin: 1rem 0; } .help p code, .help li code, .help td code { background: var(--code); padding: .1rem .3rem;
  border-radius: .3rem; overflow-wrap: anywhere; } .help table { border-collapse: collapse; margin: 1rem 0; }
.help th, .help td { text-align: left; padding: .35rem .9rem .35rem 0; border-bottom: 1px solid var(--line); }
footer { border-top: 1px solid var(--line); color: var(--soft); font-size: .9rem; padding: 1.25rem 0 2.5rem; }
`;
