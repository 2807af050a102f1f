import * as vscode from "vscode";
import type { Client } from "../api/client.ts";
import type { Connection } from "../connection/connection.ts";
import { termMarkdown } from "../docs/markdown.ts";
import { deliveryText, journalText, logText, peekText } from "./render.ts";

export const TEXT_SCHEME = "skyground";

/** What a text shows. `name` is the tab's title. */
export type TextSource =
  | { readonly kind: "peek"; readonly name: string; readonly queue: string; readonly region: string }
  | { readonly kind: "logs"; readonly name: string; readonly task: string; readonly cluster: string }
  | { readonly kind: "delivery"; readonly name: string; readonly id: string }
  /** `resource` as the journal is asked for it: an ARN, or how ARNs begin with `*` behind it. */
  | { readonly kind: "journal"; readonly name: string; readonly resource?: string }
  | { readonly kind: "term"; readonly name: string; readonly term: string };

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
    const uri = uriOf(source);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
    this.#changed.fire(uri);
  }

  /** As a page to read, where what it says is Markdown. */
  async showPage(source: TextSource): Promise<void> {
    // Locked: otherwise it follows the editor to the next Markdown file.
    await vscode.commands.executeCommand("markdown.showPreview", uriOf(source), undefined, { locked: true });
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

function uriOf(source: TextSource): vscode.Uri {
  return vscode.Uri.from({ scheme: TEXT_SCHEME, path: `/${source.name}`, query: JSON.stringify(source) });
}

const PAGE = 100;
const JOURNAL_PAGE = 200;
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
  if (source.kind === "journal") {
    const { resource } = source;
    const query = { order: "desc" as const, limit: JOURNAL_PAGE, ...(resource === undefined ? {} : { resource }) };
    return journalText((await client.call("listEvents", { query })).events);
  }
  if (source.kind === "term") return termMarkdown(await client.call("getDoc", { path: { term: source.term } }));
  const { deliveries } = await client.call("listInbox", { query: { order: "desc", limit: PAGE } });
  const delivery = deliveries.find(({ id }) => id === source.id);
  return delivery ? deliveryText(delivery) : "This delivery is not in the inbox any more.";
}
