import { escapeHtml } from "./html.ts";

/** The Markdown that the help is written in, as HTML: paragraphs, lists, tables, code, emphasis and links. */
export function markdownToHtml(text: string): string {
  const blocks = text.split(/^(```\w*\n[\s\S]*?\n```)$|\n{2,}/m);
  return blocks.flatMap((block) => (block?.trim() ? [blockToHtml(block.trim())] : [])).join("\n");
}

function blockToHtml(block: string): string {
  const lines = block.split("\n");
  if (block.startsWith("```")) return `<pre><code>${escapeHtml(lines.slice(1, -1).join("\n"))}</code></pre>`;
  if (lines.every((line) => line.startsWith("|"))) return tableToHtml(lines);
  if (lines.every((line) => line.startsWith("- "))) return list("ul", lines, 2);
  if (lines.every((line) => /^\d\. /.test(line))) return list("ol", lines, 3);
  return `<p>${inlineToHtml(lines.join(" "))}</p>`;
}

function list(tag: "ul" | "ol", lines: readonly string[], mark: number): string {
  return `<${tag}>${lines.map((line) => `<li>${inlineToHtml(line.slice(mark))}</li>`).join("")}</${tag}>`;
}

function tableToHtml([head = "", , ...rows]: readonly string[]): string {
  const cells = (line: string, tag: "th" | "td") =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => `<${tag}>${inlineToHtml(cell.trim())}</${tag}>`)
      .join("");
  const body = rows.map((row) => `<tr>${cells(row, "td")}</tr>`).join("");
  return `<table><thead><tr>${cells(head, "th")}</tr></thead><tbody>${body}</tbody></table>`;
}

/** What stands between backticks is not looked into any further. */
function inlineToHtml(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (part.startsWith("`") ? `<code>${escapeHtml(part.slice(1, -1))}</code>` : emphasis(part)))
    .join("");
}

function emphasis(text: string): string {
  return escapeHtml(text)
    .replaceAll(/\[([^\]]+)\]\((https:[^)\s]+|[a-z0-9-]+)\)/g, (_whole, said: string, to: string) => link(to, said))
    .replaceAll(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>")
    .replaceAll(/\*([^*\s][^*]*)\*/g, "<em>$1</em>");
}

/** Another term of the help, or a page of AWS's. */
function link(to: string, said: string): string {
  return `<a href="${to.startsWith("https:") ? to : `/v1/docs/${to}`}">${said}</a>`;
}
