import * as vscode from "vscode";
import { objectUri } from "../documents/objects.ts";
import type { Command } from "./command.ts";
import { pickObject } from "./pick.ts";

export const openObject: Command = {
  name: "openObject",
  async run(context, node) {
    const found = await pickObject("Open Object", context, node);
    if (!found) return;
    const uri = objectUri({ region: found.bucket.region, bucket: found.bucket.name, key: found.key });
    await vscode.commands.executeCommand("vscode.open", uri);
  },
};
