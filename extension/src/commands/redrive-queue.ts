import * as vscode from "vscode";
import type { Command } from "./command.ts";
import { DEAD_LETTER_QUEUES, pickQueue } from "./pick.ts";

/** Sends what a dead-letter queue holds back to where each message came from. */
export const redriveQueue: Command = {
  name: "redriveQueue",
  async run(context, node) {
    const queue = await pickQueue("Redrive Dead Letters", context, node, DEAD_LETTER_QUEUES);
    if (!queue) return;
    const { name, region } = queue;
    await context.busy(() => context.client.call("redriveQueue", { path: { queue: name }, query: { region } }));
    void vscode.window.showInformationMessage(`The messages of ${name} go back to the queues that they came from.`);
  },
};
