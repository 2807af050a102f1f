import * as vscode from "vscode";
import type { Connection } from "../../connection/connection.ts";
import { FlatFiles } from "../flat-files.ts";
import { bucketKinds } from "./buckets.ts";
import type { Owner, Settings, SettingsKind } from "./kind.ts";
import { queueAndTopicKinds } from "./queues-and-topics.ts";

export const SETTINGS_SCHEME = "skyground-settings";

const KINDS = { ...bucketKinds, ...queueAndTopicKinds };

export type KindName = keyof typeof KINDS;

/** What a settings document is about; it stands in its address, whole. */
interface Address {
  readonly kind: KindName;
  readonly owner: Owner;
}

/** Settings as JSON files: opening reads them, saving sets them. */
export class SettingsFiles extends FlatFiles {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    super();
    this.#connection = connection;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { byteLength } = await this.readFile(uri);
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: byteLength };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const { kind, owner } = addressOf(uri);
    const settings = await kind.read(this.#connection.client, owner);
    return new TextEncoder().encode(`${JSON.stringify(settings, undefined, 2)}\n`);
  }

  protected async save(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const { kind, owner } = addressOf(uri);
    await kind.write(this.#connection.client, owner, parse(new TextDecoder().decode(content)));
  }
}

export async function openSettings(kind: KindName, { name, region, subscription }: Owner): Promise<void> {
  const owner = { name, region, ...(subscription === undefined ? {} : { subscription }) };
  const uri = vscode.Uri.from({
    scheme: SETTINGS_SCHEME,
    path: `/${name}/${kind}.json`,
    query: JSON.stringify({ kind, owner } satisfies Address),
  });
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
}

function addressOf(uri: vscode.Uri): { readonly kind: SettingsKind; readonly owner: Owner } {
  const { kind, owner }: Address = JSON.parse(uri.query);
  return { kind: KINDS[kind], owner };
}

/** An empty text says: nothing of it any more. */
function parse(text: string): Settings {
  if (text.trim() === "") return {};
  let settings: unknown;
  try {
    settings = JSON.parse(text);
  } catch (error) {
    throw new Error(`This is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  if (typeof settings !== "object" || settings === null || Array.isArray(settings)) {
    throw new Error("The settings are a JSON object: { ... }");
  }
  return settings as Settings;
}
