import * as vscode from "vscode";
import { contentTypeOf } from "../documents/content-type.ts";
import { askText, notEmpty } from "./ask.ts";
import type { Command } from "./command.ts";
import { pickBucket } from "./pick.ts";

export const uploadFile: Command = {
  name: "uploadFile",
  async run(context, node) {
    const bucket = await pickBucket("Upload File", context, node);
    if (!bucket) return;
    const [file] = (await vscode.window.showOpenDialog({ openLabel: "Upload", title: "Upload File" })) ?? [];
    if (!file) return;
    const prefix = node?.resource.kind === "folder" ? node.resource.prefix : "";
    const key = await askText({
      title: `Upload to ${bucket.name}`,
      prompt: "The object's key. Slashes make what looks like folders",
      value: prefix + (file.path.split("/").at(-1) ?? ""),
      check: notEmpty,
    });
    if (key === undefined) return;
    const { name, region } = bucket;
    await context.busy(async () => {
      const body = await vscode.workspace.fs.readFile(file);
      const headers = { "content-type": contentTypeOf(key) };
      await context.client.call("putObject", { path: { bucket: name, key }, query: { region }, body, headers });
    });
  },
};
