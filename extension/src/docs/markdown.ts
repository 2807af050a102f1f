import * as vscode from "vscode";
import type { DocTerm } from "../api/operations.ts";
import type { TreeNode } from "../tree/node.ts";

/** One renderer for tooltips and hovers: what it is, and where AWS says more. */
export function termMarkdown({ title, summary, body, references }: DocTerm): string {
  const links = references.map((url) => `[${pageName(url)}](${url})`).join(" · ");
  return [`**${title}**: ${summary}`, body, links && `AWS: ${links}`].filter(Boolean).join("\n\n");
}

export function termHover(term: DocTerm): vscode.MarkdownString {
  return new vscode.MarkdownString(termMarkdown(term));
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
