import type { DocTerm } from "../../../shared/core/docs.ts";
import type { Example } from "./examples.ts";
import { escapeHtml, htmlPage, LOGO } from "./html.ts";
import { SCRIPT } from "./script.ts";
import type { Count, PlaygroundState } from "./state.ts";
import { STYLE } from "./style.ts";

export interface PageContent {
  readonly version: string;
  readonly baseUrl: string;
  /** Undefined when the server asks for a key: a page does not show what the API would not. */
  readonly state: PlaygroundState | undefined;
  readonly examples: readonly Example[];
  readonly terms: readonly DocTerm[];
}

export function renderPage({ version, baseUrl, state, examples, terms }: PageContent): string {
  const body = `<a class="skip" href="#try">Skip to what to try</a>
<header><div class="wrap">
<div class="brand">${LOGO}<h1>Skyground</h1></div>
<p class="lead">A playground for AWS on your own machine: queues, topics, buckets and Fargate tasks that behave like AWS&#8217;s,
with no account and no bill, and a journal that says why.</p>
<p class="running"><span class="dot" aria-hidden="true"></span>Version ${escapeHtml(version)}, running at <code>${escapeHtml(baseUrl)}</code></p>
</div></header>
<main class="wrap">
${state ? stateSection(state) : keySection()}
<section aria-labelledby="try"><h2 id="try">What to try</h2>
<ol class="steps">${examples.map(step).join("")}</ol>
<p id="told" class="skip" role="status"></p>
</section>
<div class="two">
${state ? eventsSection(state) : ""}
${linksSection()}
</div>
${wordsSection(terms)}
</main>
<footer><div class="wrap">No AWS account is used. Mail leaves this machine only by a mail server that you name, and topics post where you
subscribe them to. Skyground is no product of Amazon Web Services. Reload the page to see what has changed.</div></footer>
<script>${SCRIPT}</script>`;
  return htmlPage({ title: "Skyground", style: STYLE, body });
}

function stateSection({ counts, clock }: PlaygroundState): string {
  const ahead =
    clock && clock.aheadSeconds > 0 ? `${duration(clock.aheadSeconds)} ahead of the wall` : "same as on the wall";
  const time = clock
    ? `<li><div class="clock"><strong><time datetime="${escapeHtml(clock.now)}">${escapeHtml(clock.now.slice(11, 19))}</time></strong><span>Playground clock (UTC), ${ahead}</span></div></li>`
    : "";
  return `<section aria-labelledby="state"><h2 id="state">In the playground now</h2><ul class="cards">${counts.map(card).join("")}${time}</ul></section>`;
}

function card({ label, path, count, more }: Count): string {
  const number = count === undefined ? "&#8211;" : `${count}${more ? "+" : ""}`;
  return `<li><a href="${path}"><strong>${number}</strong><span>${label}</span></a></li>`;
}

function keySection(): string {
  return `<section aria-labelledby="state"><h2 id="state">This server asks for a key</h2>
<p>Send it with every request: <code>Authorization: Bearer &lt;key&gt;</code>. What is in the playground is shown to who has it.
The commands below take it from the variable <code>SKYGROUND_API_KEY</code>.</p></section>`;
}

function step({ title, text, command }: Example): string {
  return `<li><h3>${escapeHtml(title)}</h3><p>${escapeHtml(text)}</p><div class="command"><pre><code>${escapeHtml(command)}</code></pre><button type="button" hidden data-copy="${escapeHtml(title)}" aria-label="Copy the command: ${escapeHtml(title)}">Copy</button></div></li>`;
}

function eventsSection({ events }: PlaygroundState): string {
  const items = events.map(
    ({ at, text }) =>
      `<li><time datetime="${escapeHtml(at)}">${escapeHtml(at.slice(11, 19))}</time>${escapeHtml(text)}</li>`,
  );
  const list =
    items.length > 0 ? `<ul class="plain events">${items.join("")}</ul>` : "<p>Nothing yet. Try the first command.</p>";
  return `<section aria-labelledby="events"><h2 id="events">What happened last</h2>${list}</section>`;
}

function linksSection(): string {
  return `<section aria-labelledby="links"><h2 id="links">Where to look</h2><ul class="plain">
<li><a href="/v1/openapi.json">/v1/openapi.json</a>: every route (OpenAPI 3.1)</li>
<li><a href="/v1/docs">/v1/docs</a>: the words of AWS, explained</li>
<li><a href="/v1/playground/events?order=desc">/v1/playground/events</a>: the journal</li>
<li><a href="/v1/playground/inbox">/v1/playground/inbox</a>: e-mails, SMS and web requests that left the playground</li>
<li><a href="/v1/health">/v1/health</a>: is the server well?</li>
<li><code>README.md</code> and <code>docs/</code> in Skyground&#8217;s folder: the tour, how it is built, how close it is to AWS</li>
</ul></section>`;
}

function wordsSection(terms: readonly DocTerm[]): string {
  if (terms.length === 0) return "";
  const links = terms.map(
    ({ term, title, summary }) =>
      `<li><a href="/v1/docs/${encodeURIComponent(term)}" title="${escapeHtml(summary)}">${escapeHtml(title)}</a></li>`,
  );
  return `<section aria-labelledby="words"><h2 id="words">Words worth knowing</h2><ul class="words">${links.join("")}</ul></section>`;
}

function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 120) return `${whole} s`;
  if (whole < 7200) return `${Math.round(whole / 60)} min`;
  return whole < 172_800 ? `${Math.round(whole / 3600)} h` : `${Math.round(whole / 86_400)} days`;
}
