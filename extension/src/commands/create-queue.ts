import { askText, notEmpty } from "./ask.ts";
import { askDeduplication } from "./ask-group.ts";
import type { Command } from "./command.ts";

export const createQueue: Command = {
  name: "createQueue",
  async run({ client, busy }) {
    const title = "Create Queue";
    const name = await askText({
      title,
      prompt: "The queue's name: letters, digits, hyphens and underscores; a FIFO queue's ends in .fifo",
      placeholder: "orders",
      check: notEmpty,
    });
    if (name === undefined) return;
    const fifo = name.endsWith(".fifo");
    const deduplication = fifo ? await askDeduplication(title) : {};
    if (!deduplication) return;
    await busy(() => client.call("createQueue", { body: { name, fifo, ...deduplication } }));
  },
};
