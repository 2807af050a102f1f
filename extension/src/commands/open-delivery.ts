import type { Delivery } from "../api/operations.ts";
import { deliveryLabel } from "../tree/inbox.ts";
import type { TreeNode } from "../tree/node.ts";
import { choose } from "./ask.ts";
import type { Command, CommandContext } from "./command.ts";

export const openDelivery: Command = {
  name: "openDelivery",
  async run(context, node) {
    const delivery = await pickDelivery(context, node);
    if (!delivery) return;
    const { id, kind, to } = delivery;
    await context.texts.show({ kind: "delivery", name: `${kind} to ${to}.txt`, id });
  },
};

async function pickDelivery({ client }: CommandContext, node?: TreeNode): Promise<Delivery | undefined> {
  if (node?.resource.kind === "delivery") return node.resource.delivery;
  const { deliveries } = await client.call("listInbox", { query: { order: "desc" } });
  if (deliveries.length === 0)
    throw new Error("The inbox is empty. Subscribe an e-mail address to a topic, and publish.");
  return choose(
    "Open Delivery",
    deliveries.map((value) => ({ label: deliveryLabel(value), description: value.to, value })),
  );
}
