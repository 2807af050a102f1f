import * as vscode from "vscode";
import type { Queue } from "../api/operations.ts";
import { countsText } from "../tree/queues.ts";
import type { Command, CommandContext } from "./command.ts";
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
      void vscode.window.showInformationMessage(`No message is visible in ${name}.${await whyNone(context, queue)}`);
      return;
    }
    const { body, receiptHandle, receiveCount } = message;
    const times = receiveCount === 1 ? "" : ` (receive number ${receiveCount})`;
    const shown = body.length > SHOWN_CHARACTERS ? `${body.slice(0, SHOWN_CHARACTERS)}...` : body;
    const text = `Received from ${name}${times}: ${shown}`;
    const answer = await vscode.window.showInformationMessage(text, DELETE, FORGET);
    if (answer !== DELETE) return;
    await context.busy(() =>
      context.client.call("deleteMessage", { path: { queue: name, receiptHandle }, query: { region } }),
    );
  },
};

/** The tree's figures may be old: a queue that is asked now says what it holds. */
async function whyNone({ client }: CommandContext, { name, region, fifo }: Queue): Promise<string> {
  const { inFlight, delayed } = await client.call("getQueue", { path: { queue: name }, query: { region } });
  if (inFlight + delayed === 0) return " It is empty.";
  const group = fifo ? " While one of a group is in flight, the others of it wait." : "";
  return ` ${countsText({ visible: 0, inFlight, delayed })}: advance the clock, and it comes back.${group}`;
}
