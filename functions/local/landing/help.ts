import type { AlbResult } from "../../alb.ts";
import { escapeHtml, htmlPage, LOGO } from "./html.ts";
import { markdownToHtml } from "./markdown.ts";
import { pageHeaders } from "./page-headers.ts";
import { STYLE } from "./style.ts";

/** The help as the API gives it. */
interface Term {
  readonly term: string;
  readonly title: string;
  readonly kind: string;
  readonly summary: string;
  readonly aliases: readonly string[];
  readonly body: string;
  readonly references: readonly string[];
  readonly related: readonly string[];
}

type Listed = Pick<Term, "term" | "title" | "kind" | "summary">;

/** A browser's view of what the API answered; refusals stay as they are. */
export function helpResult(answer: AlbResult): AlbResult {
  if (answer.statusCode !== 200 || answer.body === undefined) return answer;
  const json: Term | { readonly docs: readonly Listed[] } = JSON.parse(answer.body);
  const page = "docs" in json ? listPage(json.docs) : termPage(json);
  return { statusCode: 200, multiValueHeaders: pageHeaders(STYLE), body: page, isBase64Encoded: false };
}

function termPage({ title, summary, body, references, related, aliases }: Term): string {
  const parts = [
    markdownToHtml(body),
    section(
      "See also",
      related.map((term) => termLink(term)),
    ),
    section(
      "Also called",
      aliases.map((alias) => `<code>${escapeHtml(alias)}</code>`),
    ),
    section(
      "AWS says",
      references.map((url) => `<a href="${escapeHtml(url)}">${escapeHtml(url)}</a>`),
    ),
  ];
  return shell(title, summary, parts.join("\n"));
}

function listPage(docs: readonly Listed[]): string {
  const kinds = [...new Set(docs.map(({ kind }) => kind))];
  const parts = kinds.map((kind) => {
    const own = docs.filter((entry) => entry.kind === kind);
    const items = own.map(({ term, title, summary }) => `${termLink(term, title)}: ${escapeHtml(summary)}`);
    return section(`${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}s`, items);
  });
  return shell("The words of AWS", "What each means, and what to try.", parts.join("\n"));
}

function termLink(term: string, title = term.replaceAll("-", " ")): string {
  return `<a href="/v1/docs/${encodeURIComponent(term)}">${escapeHtml(title)}</a>`;
}

function section(title: string, items: readonly string[]): string {
  if (items.length === 0) return "";
  return `<h2>${escapeHtml(title)}</h2><ul class="plain">${items.map((item) => `<li>${item}</li>`).join("")}</ul>`;
}

function shell(title: string, lead: string, main: string): string {
  const body = `<header><div class="wrap">
<div class="brand"><a href="/" aria-label="Skyground">${LOGO}</a><h1>${escapeHtml(title)}</h1></div>
<p class="lead">${escapeHtml(lead)}</p>
</div></header>
<main class="wrap help">
${main}
</main>
<footer><div class="wrap"><a href="/">Skyground</a> &#183; <a href="/v1/docs">All words</a></div></footer>`;
  return htmlPage({ title: `${title} - Skyground`, style: STYLE, body });
}
