import * as vscode from "vscode";
import type { Dictionary } from "./dictionary.ts";
import { termHover } from "./markdown.ts";
import { matchAt } from "./match.ts";

export const HOVER_LANGUAGES: readonly string[] = [
  "yaml",
  "json",
  "jsonc",
  "typescript",
  "typescriptreact",
  "javascript",
  "javascriptreact",
  "python",
  "shellscript",
  "markdown",
];

/** Help where AWS's words stand in code. */
export class DocsHover implements vscode.HoverProvider {
  readonly #dictionary: Dictionary;

  constructor(dictionary: Dictionary) {
    this.#dictionary = dictionary;
  }

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const match = matchAt(document.lineAt(position.line).text, position.character);
    const name = match?.names.find((candidate) => this.#dictionary.has(candidate));
    if (!match || name === undefined) return undefined;
    const term = await this.#dictionary.term(name);
    if (!term) return undefined;
    return new vscode.Hover(termHover(term), new vscode.Range(position.line, match.start, position.line, match.end));
  }
}
