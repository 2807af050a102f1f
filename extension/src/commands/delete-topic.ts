import { confirm } from "./ask.ts";
import type { Command } from "./command.ts";
import { pickTopic } from "./pick.ts";

export const deleteTopic: Command = {
  name: "deleteTopic",
  async run(context, node) {
    const topic = await pickTopic("Delete Topic", context, node);
    if (!topic) return;
    const { name, region } = topic;
    if (!(await confirm(`Delete the topic ${name}?`, "Its subscriptions go with it.", "Delete"))) return;
    await context.busy(() => context.client.call("deleteTopic", { path: { topic: name }, query: { region } }));
  },
};
