import { askText, choose, notEmpty } from "./ask.ts";
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

/** What makes two messages of a FIFO queue or topic one. */
export function askDeduplication(title: string): Promise<{ readonly contentBasedDeduplication: boolean } | undefined> {
  return choose(title, [
    {
      label: "By content",
      description: "the same text within 5 minutes counts once",
      value: { contentBasedDeduplication: true },
    },
    {
      label: "By an id",
      description: "each message brings its deduplication id",
      value: { contentBasedDeduplication: false },
    },
  ]);
}
