import * as vscode from "vscode";
import type { Connection } from "../connection/connection.ts";
import { commandLines } from "./command-lines.ts";

export const LENS_LANGUAGES: readonly string[] = ["markdown", "shellscript"];

/** "Run" above each command of the AWS CLI in an article or a script, while there is a playground to run it in. */
export class CommandLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #connection: Connection;
  readonly #subscription: vscode.Disposable;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#subscription = connection.onDidChange(() => this.#changed.fire());
  }

  provideCodeLenses(document: Pick<vscode.TextDocument, "getText">): vscode.CodeLens[] {
    if (this.#connection.state.kind !== "connected") return [];
    return commandLines(document.getText()).map(({ line, command }) => {
      const place = new vscode.Range(line, 0, line, 0);
      const title = "$(play) Run in the playground";
      return new vscode.CodeLens(place, { title, command: "skyground.runInTerminal", arguments: [command] });
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}
