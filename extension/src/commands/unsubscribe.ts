import { confirm } from "./ask.ts";
import type { Command } from "./command.ts";
import { pickSubscription } from "./pick-subscription.ts";

export const unsubscribe: Command = {
  name: "unsubscribe",
  async run(context, node) {
    const found = await pickSubscription("Unsubscribe", context, node);
    if (!found) return;
    const { topic, subscription } = found;
    const detail = `${subscription.endpoint} gets nothing more of what is published to ${topic.name}.`;
    if (!(await confirm("Remove the subscription?", detail, "Unsubscribe"))) return;
    const path = { topic: topic.name, subscription: subscription.id };
    await context.busy(() => context.client.call("unsubscribe", { path, query: { region: topic.region } }));
  },
};
