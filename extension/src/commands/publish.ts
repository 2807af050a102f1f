import { askText, notEmpty } from "./ask.ts";
import { askGroup } from "./ask-group.ts";
import type { Command } from "./command.ts";
import { pickTopic } from "./pick.ts";

export const publish: Command = {
  name: "publish",
  async run(context, node) {
    const topic = await pickTopic("Publish Message", context, node);
    if (!topic) return;
    const title = `Publish to ${topic.name}`;
    const message = await askText({ title, prompt: "The message", check: notEmpty });
    if (message === undefined) return;
    const { name, region } = topic;
    const group = await askGroup(title, topic);
    if (!group) return;
    await context.busy(() =>
      context.client.call("publish", { path: { topic: name }, query: { region }, body: { message, ...group } }),
    );
  },
};
