import * as vscode from "vscode";
import { arnOf } from "../tree/arn.ts";
import type { Resource, TreeNode } from "../tree/node.ts";
import { choose } from "./ask.ts";
import { cliCommands } from "./cli-commands.ts";
import type { Command } from "./command.ts";
import { pickObject } from "./pick.ts";

export const copyArn: Command = {
  name: "copyArn",
  async run(_context, node) {
    await copy("The ARN", arnOf(resourceOf(node)));
  },
};

export const copyUrl: Command = {
  name: "copyUrl",
  async run(_context, node) {
    await copy("The address", urlOf(resourceOf(node)));
  },
};

export const copyCliCommand: Command = {
  name: "copyCliCommand",
  async run({ client }, node) {
    const commands = cliCommands(resourceOf(node), client.baseUrl);
    const choices = commands.map(({ label, command }) => ({ label, detail: command, value: command }));
    const command = await choose("Copy AWS CLI Command", choices);
    if (command !== undefined) await copy("The command", command);
  },
};

/** A link that anybody who has it may read the object by, until it ends. */
export const copyPresignedUrl: Command = {
  name: "copyPresignedUrl",
  async run(context, node) {
    const found = await pickObject("Copy Presigned URL", context, node);
    if (!found) return;
    const { bucket, key } = found;
    const presigned = await context.busy(() =>
      context.client.call("presignUrl", {
        path: { bucket: bucket.name },
        query: { region: bucket.region },
        body: { method: "GET", key },
      }),
    );
    await copy(`A link to ${key}, valid until ${presigned.expiresAt},`, presigned.url);
  },
};

function resourceOf(node: TreeNode | undefined): Resource {
  if (!node) throw new Error("Choose this on a resource in the Skyground view.");
  return node.resource;
}

function urlOf(resource: Resource): string | undefined {
  if (resource.kind === "queue") return resource.queue.url;
  if (resource.kind === "bucket") return resource.bucket.uri;
  if (resource.kind === "object") return `${resource.bucket.uri}/${resource.object.key}`;
  return resource.kind === "task" ? resource.task.address : undefined;
}

async function copy(what: string, text: string | undefined): Promise<void> {
  if (text === undefined) throw new Error("This has none to copy.");
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(`$(check) ${what} is in the clipboard.`, SHOWN_MILLISECONDS);
}

const SHOWN_MILLISECONDS = 4_000;
