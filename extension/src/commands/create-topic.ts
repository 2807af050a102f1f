import { askText, resourceName } from "./ask.ts";
import { askDeduplication } from "./ask-group.ts";
import type { Command } from "./command.ts";

/** AWS's limit: https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
const MAX_NAME = 256;

export const createTopic: Command = {
  name: "createTopic",
  async run({ client, busy }) {
    const title = "Create Topic";
    const name = await askText({
      title,
      prompt: "The topic's name: letters, digits, hyphens and underscores; a FIFO topic's ends in .fifo",
      placeholder: "news",
      check: resourceName(MAX_NAME),
    });
    if (name === undefined) return;
    const fifo = name.endsWith(".fifo");
    const deduplication = fifo ? await askDeduplication(title) : {};
    if (!deduplication) return;
    await busy(() => client.call("createTopic", { body: { name, fifo, ...deduplication } }));
  },
};
