import { confirm } from "./ask.ts";
import type { Command } from "./command.ts";
import { pickQueue } from "./pick.ts";

export const purgeQueue: Command = {
  name: "purgeQueue",
  async run(context, node) {
    const queue = await pickQueue("Purge Queue", context, node);
    if (!queue) return;
    const { name, region } = queue;
    const detail = "Every message is deleted, those in flight too. The queue stays.";
    if (!(await confirm(`Purge the queue ${name}?`, detail, "Purge"))) return;
    await context.busy(() => context.client.call("purgeQueue", { path: { queue: name }, query: { region } }));
  },
};
