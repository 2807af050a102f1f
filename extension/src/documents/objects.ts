import * as vscode from "vscode";
import type { Client } from "../api/client.ts";
import type { Connection } from "../connection/connection.ts";
import { contentTypeOf } from "./content-type.ts";
import { FlatFiles } from "./flat-files.ts";

export const OBJECT_SCHEME = "skyground-object";

export interface ObjectAddress {
  readonly region: string;
  readonly bucket: string;
  readonly key: string;
  /** One version of it, to read; the latest when absent. */
  readonly versionId?: string;
}

type HeadInput = Parameters<Client["objectHeaders"]>[0];

/** Objects as files, of whatever kind: the editor shows text, images and everything else it can. Saving puts the object. */
export class ObjectFiles extends FlatFiles {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    super();
    this.#connection = connection;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { region, bucket, key, versionId } = addressOf(uri);
    if (versionId !== undefined) return this.#statVersion(uri, { path: { bucket, key }, query: { region, versionId } });
    const listed = await this.#connection.client.call("listObjects", {
      path: { bucket },
      query: { region, prefix: key, limit: 1 },
    });
    const [object] = listed.objects;
    if (object?.key !== key) throw vscode.FileSystemError.FileNotFound(uri);
    const modifiedAt = Date.parse(object.modifiedAt);
    return {
      type: vscode.FileType.File,
      ctime: modifiedAt,
      mtime: modifiedAt,
      size: object.size,
    };
  }

  /** What a version is never changes. */
  async #statVersion(uri: vscode.Uri, input: HeadInput): Promise<vscode.FileStat> {
    const headers = await this.#connection.client.objectHeaders(input);
    if (!headers) throw vscode.FileSystemError.FileNotFound(uri);
    const size = Number(headers.get("content-length"));
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size, permissions: vscode.FilePermission.Readonly };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const { region, bucket, key, versionId } = addressOf(uri);
    const query = { region, ...(versionId === undefined ? {} : { versionId }) };
    return this.#connection.client.call("getObject", { path: { bucket, key }, query });
  }

  protected async save(uri: vscode.Uri, body: Uint8Array): Promise<void> {
    const { region, bucket, key, versionId } = addressOf(uri);
    if (versionId !== undefined) throw vscode.FileSystemError.NoPermissions(uri);
    const { client } = this.#connection;
    const path = { bucket, key };
    const stored = await client.objectHeaders({ path, query: { region } });
    const headers = stored ? kept(stored) : { "content-type": contentTypeOf(key) };
    await client.call("putObject", { path, query: { region }, body, headers });
  }
}

const KEPT = ["content-type", "cache-control", "content-disposition", "content-encoding", "content-language"];

/** A put replaces everything that an object has: what is saved keeps its type and its metadata. */
function kept(stored: Headers): Record<string, string> {
  return Object.fromEntries([...stored].filter(([name]) => KEPT.includes(name) || name.startsWith("x-meta-")));
}

/** The address stands in the query, whole: a key may have what a path must not ("//", "..", a leading slash). */
export function objectUri({ region, bucket, key, versionId }: ObjectAddress): vscode.Uri {
  return vscode.Uri.from({
    scheme: OBJECT_SCHEME,
    authority: bucket,
    path: `/${key}`.replaceAll(/\/{2,}/g, "/"),
    query: JSON.stringify({ region, bucket, key, versionId }),
  });
}

function addressOf(uri: vscode.Uri): ObjectAddress {
  return JSON.parse(uri.query);
}
