import * as vscode from "vscode";
import type { Command } from "./command.ts";
import { pickQueue } from "./pick.ts";

const DELETE = "Delete It";
const FORGET = "Forget It";
/** Of a body, in a notification. */
const SHOWN_CHARACTERS = 300;

/** Receives one message, and lets the person be the consumer: delete it, or forget to and see it come back. */
export const receiveMessages: Command = {
  name: "receiveMessages",
  async run(context, node) {
    const queue = await pickQueue("Receive a Message", context, node);
    if (!queue) return;
    const { name, region } = queue;
    const at = { path: { queue: name }, query: { region } };
    const { messages } = await context.busy(() => context.client.call("receiveMessages", { ...at, body: { max: 1 } }));
    const [message] = messages;
    if (!message) {
      void vscode.window.showInformationMessage(
        `No message is visible in ${name}. Those in flight come back when their visibility timeout is over.`,
      );
      return;
    }
    const { body, receiptHandle, receiveCount } = message;
    const times = receiveCount === 1 ? "" : ` (receive number ${receiveCount})`;
    const shown = body.length > SHOWN_CHARACTERS ? `${body.slice(0, SHOWN_CHARACTERS)}...` : body;
    const answer = await vscode.window.showInformationMessage(
      `Received from ${name}${times}: ${shown}`,
      DELETE,
      FORGET,
    );
    if (answer !== DELETE) return;
    await context.busy(() =>
      context.client.call("deleteMessage", { path: { queue: name, receiptHandle }, query: { region } }),
    );
  },
};
