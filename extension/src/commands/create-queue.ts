import { askText, resourceName } from "./ask.ts";
import { askDeduplication } from "./ask-group.ts";
import type { Command } from "./command.ts";

/** AWS's limit: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
const MAX_NAME = 80;

export const createQueue: Command = {
  name: "createQueue",
  async run({ client, busy }) {
    const title = "Create Queue";
    const name = await askText({
      title,
      prompt: "The queue's name: letters, digits, hyphens and underscores; a FIFO queue's ends in .fifo",
      placeholder: "orders",
      check: resourceName(MAX_NAME),
    });
    if (name === undefined) return;
    const fifo = name.endsWith(".fifo");
    const deduplication = fifo ? await askDeduplication(title) : {};
    if (!deduplication) return;
    await busy(() => client.call("createQueue", { body: { name, fifo, ...deduplication } }));
  },
};
