import { askText, notEmpty } from "./ask.ts";
import { askGroup } from "./ask-group.ts";
import type { Command } from "./command.ts";
import { pickQueue } from "./pick.ts";

export const sendMessage: Command = {
  name: "sendMessage",
  async run(context, node) {
    const queue = await pickQueue("Send Message", context, node);
    if (!queue) return;
    const title = `Send Message to ${queue.name}`;
    const body = await askText({ title, prompt: "The message's body", check: notEmpty });
    if (body === undefined) return;
    const { name, region } = queue;
    const group = await askGroup(title, queue);
    if (!group) return;
    await context.busy(() =>
      context.client.call("sendMessage", { path: { queue: name }, query: { region }, body: { body, ...group } }),
    );
  },
};
