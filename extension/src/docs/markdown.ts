import * as vscode from "vscode";
import type { DocTerm } from "../api/operations.ts";
import type { TreeNode } from "../tree/node.ts";

/** One renderer for pages and hovers: what it is, and where AWS says more. `link` says how a term of the help is linked to. */
export function termMarkdown(
  { title, summary, body, references, related }: DocTerm,
  link: (term: string, text: string) => string = (_term, text) => text,
): string {
  const links = references.map((url) => `[${pageName(url)}](${url})`).join(" · ");
  const text = body.replaceAll(/\[([^\]]+)\]\(([a-z0-9-]+)\)/g, (_whole, said: string, term: string) =>
    link(term, said),
  );
  const next = related.map((term) => link(term, term.replaceAll("-", " "))).join(" · ");
  return [`**${title}**: ${summary}`, text, links && `AWS: ${links}`, next && `See also: ${next}`]
    .filter(Boolean)
    .join("\n\n");
}

/** A click on another term opens it as a page. */
export function termHover(term: DocTerm): vscode.MarkdownString {
  const text = new vscode.MarkdownString(termMarkdown(term, commandLink));
  text.isTrusted = { enabledCommands: ["skyground.lookUp"] };
  return text;
}

function commandLink(term: string, text: string): string {
  return `[${text}](command:skyground.lookUp?${encodeURIComponent(JSON.stringify(term))})`;
}

/** A node's facts, then one sentence of help: a tooltip that hides half the tree helps nobody. */
export function nodeTooltip({ label, facts = [] }: TreeNode, term: DocTerm | undefined): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown("**").appendText(label).appendMarkdown("**\n\n");
  for (const [name, value] of facts) text.appendMarkdown(`- ${name}: `).appendText(String(value)).appendMarkdown("\n");
  if (term) text.appendMarkdown(`\n---\n\n*${term.title}*: ${term.summary}`);
  const [page] = term?.references ?? [];
  if (page) text.appendMarkdown(` [AWS's page](${page})`);
  return text;
}

/** `.../sqs-visibility-timeout.html` is "sqs-visibility-timeout". */
function pageName(url: string): string {
  return (
    new URL(url).pathname
      .split("/")
      .at(-1)
      ?.replace(/\.html$/, "") || "page"
  );
}
