import * as vscode from "vscode";
import type { ListedBucket } from "../api/operations.ts";
import { contentTypeOf } from "../documents/content-type.ts";
import { askText, notEmpty } from "./ask.ts";
import type { Command, CommandContext } from "./command.ts";
import { pickBucket } from "./pick.ts";

export const uploadFile: Command = {
  name: "uploadFile",
  async run(context, node) {
    const bucket = await pickBucket("Upload File", context, node);
    if (!bucket) return;
    const options = { openLabel: "Upload", title: "Upload Files", canSelectMany: true };
    const files = (await vscode.window.showOpenDialog(options)) ?? [];
    const prefix = node?.resource.kind === "folder" ? node.resource.prefix : "";
    const named = files.map((file) => ({ file, key: prefix + (file.path.split("/").at(-1) ?? "") }));
    const [first, ...others] = named;
    if (!first) return;
    const chosen = others.length > 0 ? named : await askKey(bucket, first);
    await context.busy(async () => {
      for (const each of chosen) await put(context, bucket, each);
    });
  },
};

interface Upload {
  readonly file: vscode.Uri;
  readonly key: string;
}

/** One file may have another name as an object; of several, each keeps its own. */
async function askKey({ name }: ListedBucket, { file, key }: Upload): Promise<Upload[]> {
  const answer = await askText({
    title: `Upload to ${name}`,
    prompt: "The object's key. Slashes make what looks like folders",
    value: key,
    check: notEmpty,
  });
  return answer === undefined ? [] : [{ file, key: answer }];
}

async function put({ client }: CommandContext, { name, region }: ListedBucket, { file, key }: Upload): Promise<void> {
  const body = await vscode.workspace.fs.readFile(file);
  const headers = { "content-type": contentTypeOf(key) };
  await client.call("putObject", { path: { bucket: name, key }, query: { region }, body, headers });
}
