import { confirm } from "./ask.ts";
import type { Command } from "./command.ts";
import { pickQueue } from "./pick.ts";

export const deleteQueue: Command = {
  name: "deleteQueue",
  async run(context, node) {
    const queue = await pickQueue("Delete Queue", context, node);
    if (!queue) return;
    const { name, region } = queue;
    if (!(await confirm(`Delete the queue ${name}?`, "Its messages go with it.", "Delete"))) return;
    await context.busy(() => context.client.call("deleteQueue", { path: { queue: name }, query: { region } }));
  },
};
