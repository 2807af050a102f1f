import { askText, notEmpty } from "./ask.ts";
import type { Command } from "./command.ts";
import { pickQueue } from "./pick.ts";

export const sendMessage: Command = {
  name: "sendMessage",
  async run(context, node) {
    const queue = await pickQueue("Send Message", context, node);
    if (!queue) return;
    const body = await askText({
      title: `Send Message to ${queue.name}`,
      prompt: "The message's body",
      check: notEmpty,
    });
    if (body === undefined) return;
    const { name, region } = queue;
    await context.busy(() =>
      context.client.call("sendMessage", { path: { queue: name }, query: { region }, body: { body } }),
    );
  },
};
