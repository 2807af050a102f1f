import * as vscode from "vscode";
import type { Command } from "./command.ts";
import { pickTask } from "./pick.ts";

export const openTask: Command = {
  name: "openTask",
  async run(context, node) {
    const task = await pickTask("Open Task in Browser", context, node, "RUNNING");
    if (!task) return;
    // The tree may be older than the task's start.
    const { address, status } = await context.client.call("getTask", {
      path: { task: task.id },
      query: { cluster: task.cluster },
    });
    if (!address) throw new Error(`The task has no address: it is ${status}, or it offers no port.`);
    await vscode.env.openExternal(vscode.Uri.parse(address));
  },
};
