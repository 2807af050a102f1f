import { askText, notEmpty } from "./ask.ts";
import type { Command } from "./command.ts";

export const createTopic: Command = {
  name: "createTopic",
  async run({ client, busy }) {
    const name = await askText({
      title: "Create Topic",
      prompt: "The topic's name: letters, digits, hyphens and underscores",
      placeholder: "news",
      check: notEmpty,
    });
    if (name === undefined) return;
    await busy(() => client.call("createTopic", { body: { name } }));
  },
};
