import * as vscode from "vscode";
import type { Command } from "./command.ts";
import { pickObject } from "./pick.ts";

export const downloadObject: Command = {
  name: "downloadObject",
  async run(context, node) {
    const found = await pickObject("Download Object", context, node);
    if (!found) return;
    const { bucket, key } = found;
    const name = key.split("/").findLast((part) => part !== "") ?? "object";
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const file = await vscode.window.showSaveDialog({
      title: `Download ${key}`,
      ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
    });
    if (!file) return;
    await context.busy(async () => {
      const path = { bucket: bucket.name, key };
      const bytes = await context.client.call("getObject", { path, query: { region: bucket.region } });
      await vscode.workspace.fs.writeFile(file, bytes);
    });
  },
};
