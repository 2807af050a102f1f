import * as vscode from "vscode";
import type { Client } from "../api/client.ts";
import type { Connection } from "../connection/connection.ts";
import { deliveryText, logText, peekText } from "./render.ts";

export const TEXT_SCHEME = "skyground";

/** What a text shows. `name` is the tab's title. */
export type TextSource =
  | { readonly kind: "peek"; readonly name: string; readonly queue: string; readonly region: string }
  | { readonly kind: "logs"; readonly name: string; readonly task: string; readonly cluster: string }
  | { readonly kind: "delivery"; readonly name: string; readonly id: string };

/** Texts that the playground tells, kept up to date while they are open. */
export class LiveTexts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    try {
      return await render(this.#connection.client, JSON.parse(uri.query));
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  async show(source: TextSource): Promise<void> {
    const uri = vscode.Uri.from({ scheme: TEXT_SCHEME, path: `/${source.name}`, query: JSON.stringify(source) });
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
    this.#changed.fire(uri);
  }

  /** Reads again what is open. */
  refresh(): void {
    if (this.#connection.state.kind !== "connected") return;
    for (const { uri, isClosed } of vscode.workspace.textDocuments) {
      if (uri.scheme === TEXT_SCHEME && !isClosed) this.#changed.fire(uri);
    }
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

const PAGE = 100;
const LOG_LINES = 1_000;

async function render(client: Client, source: TextSource): Promise<string> {
  if (source.kind === "peek") {
    const { queue, region } = source;
    const { messages } = await client.call("peekMessages", { path: { queue }, query: { region, limit: PAGE } });
    return peekText(queue, messages);
  }
  if (source.kind === "logs") {
    const { task, cluster } = source;
    const { lines } = await client.call("getTaskLogs", {
      path: { task },
      query: { cluster, tail: "true", limit: LOG_LINES },
    });
    return logText(lines);
  }
  const { deliveries } = await client.call("listInbox", { query: { order: "desc", limit: PAGE } });
  const delivery = deliveries.find(({ id }) => id === source.id);
  return delivery ? deliveryText(delivery) : "This delivery is not in the inbox any more.";
}
