import type { Delivery } from "../api/operations.ts";
import { branch, type TreeNode } from "./node.ts";

const PAGE = 50;

/** The newest e-mails and text messages that left the playground. Topics send them, so a topic's events touch it. */
export const inboxBranch = branch(
  { id: "inbox", label: "Inbox", icon: "mail", term: "inbox", resource: { kind: "inbox" } },
  ["sns"],
  async (client) => {
    const { deliveries } = await client.call("listInbox", { query: { limit: PAGE } });
    return { nodes: deliveries.map(deliveryNode) };
  },
);

function deliveryNode(delivery: Delivery): TreeNode {
  const { id, kind, to, from, subject, text, at } = delivery;
  return {
    id: `inbox/${id}`,
    label: subject ?? text.split("\n", 1)[0]?.slice(0, 60) ?? "",
    description: to,
    icon: kind === "email" ? "mail" : "device-mobile",
    resource: { kind: "delivery", delivery },
    command: "openDelivery",
    facts: [
      ["From", from],
      ["To", to],
      ["At", at],
    ],
  };
}
