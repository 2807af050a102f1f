import type { Command } from "./command.ts";
import { pickQueue } from "./pick.ts";

export const peekMessages: Command = {
  name: "peekMessages",
  async run(context, node) {
    const queue = await pickQueue("Peek at Messages", context, node);
    if (!queue) return;
    const { name, region } = queue;
    await context.texts.show({ kind: "peek", name: `${name} messages.md`, queue: name, region });
  },
};
