import type { Delivery } from "../api/operations.ts";
import { branch, type TreeNode } from "./node.ts";

const PAGE = 50;

/** The newest e-mails and text messages that left the playground. Topics send them, so a topic's events touch it. */
export const inboxBranch = branch(
  { id: "inbox", label: "Inbox", icon: "mail", term: "inbox", resource: { kind: "inbox" } },
  ["sns"],
  async (client) => {
    const { deliveries } = await client.call("listInbox", { query: { order: "desc", limit: PAGE } });
    return { nodes: deliveries.map(deliveryNode) };
  },
);

function deliveryNode(delivery: Delivery): TreeNode {
  const { id, to, from, subject, text, at, outcome } = delivery;
  return {
    id: `inbox/${id}`,
    label: subject ?? text.split("\n", 1)[0]?.slice(0, 60) ?? "",
    description: to,
    ...deliveryIcon(delivery),
    resource: { kind: "delivery", delivery },
    command: "openDelivery",
    facts: [
      ["From", from],
      ["To", to],
      ["At", at],
      ["Outcome", outcome.reason ?? outcome.status],
    ],
  };
}

const ICONS: Readonly<Record<Delivery["kind"], string>> = { email: "mail", sms: "device-mobile", http: "globe" };

function deliveryIcon({ kind, outcome }: Delivery): Pick<TreeNode, "icon" | "color"> {
  return outcome.status === "failed" ? { icon: "error", color: "testing.iconFailed" } : { icon: ICONS[kind] };
}
