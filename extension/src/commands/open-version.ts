import * as vscode from "vscode";
import type { ListedVersion } from "../api/operations.ts";
import { objectUri } from "../documents/objects.ts";
import { spokenSize } from "../tree/node.ts";
import { choose } from "./ask.ts";
import type { Command } from "./command.ts";
import { pickObject } from "./pick.ts";

/** More than that, nobody picks from. */
const PAGE = 200;

/** An object's versions, newest first; one of them opens, to read. */
export const openVersion: Command = {
  name: "openVersion",
  async run(context, node) {
    const found = await pickObject("Open Version", context, node);
    if (!found) return;
    const { bucket, key } = found;
    const { versions } = await context.client.call("listVersions", {
      path: { bucket: bucket.name },
      query: { region: bucket.region, prefix: key, limit: PAGE },
    });
    const own = versions.filter((version) => version.key === key && !version.deleteMarker);
    const version = await choose(
      `Versions of ${key}`,
      own.map((value, index) => ({ label: ordinal(index), description: described(value), value })),
    );
    if (!version) return;
    const address = { region: bucket.region, bucket: bucket.name, key, versionId: version.versionId };
    await vscode.commands.executeCommand("vscode.open", objectUri(address));
  },
};

function ordinal(index: number): string {
  return index === 0 ? "The newest" : `${index} before the newest`;
}

function described({ modifiedAt, size = 0, versionId }: ListedVersion): string {
  return `${modifiedAt}, ${spokenSize(size)}, version ${versionId}`;
}
