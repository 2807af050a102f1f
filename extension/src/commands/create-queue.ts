import { askText, notEmpty } from "./ask.ts";
import type { Command } from "./command.ts";

export const createQueue: Command = {
  name: "createQueue",
  async run({ client, busy }) {
    const name = await askText({
      title: "Create Queue",
      prompt: "The queue's name: letters, digits, hyphens and underscores",
      placeholder: "orders",
      check: notEmpty,
    });
    if (name === undefined) return;
    await busy(() => client.call("createQueue", { body: { name } }));
  },
};
