import type { Delivery } from "../api/operations.ts";
import { branch, type TreeNode } from "./node.ts";

const PAGE = 50;

/** The newest mails, text messages, POSTs and push notifications that left the playground. Topics send them, so a topic's events touch it. */
export const inboxBranch = branch(
  {
    id: "inbox",
    label: "Inbox",
    icon: "mail",
    term: "inbox",
    resource: { kind: "inbox" },
    empty: { label: "Nothing has left the playground yet" },
  },
  ["sns"],
  async (client) => {
    const { deliveries } = await client.call("listInbox", { query: { order: "desc", limit: PAGE } });
    return { nodes: deliveries.map(deliveryNode) };
  },
);

function deliveryNode(delivery: Delivery): TreeNode {
  const { id, to, from, at, outcome, attempt = 1 } = delivery;
  const label = deliveryLabel(delivery);
  const failed = outcome.status === "failed";
  return {
    id: `inbox/${id}`,
    label,
    description: attempt > 1 ? `${to}, attempt ${attempt}` : to,
    ...deliveryIcon(delivery),
    ...(failed ? { spoken: `${label} to ${to}, failed` } : {}),
    resource: { kind: "delivery", delivery },
    command: "openDelivery",
    facts: [
      ["From", from],
      ["To", to],
      ["At", at],
      ...(attempt > 1 ? ([["Attempt", attempt]] as const) : []),
      ["Outcome", outcome.reason ?? outcome.status],
    ],
  };
}

const SHOWN_CHARACTERS = 60;

/** What it says in one line: the subject, or how its text begins. A POST's text is an envelope, most often. */
export function deliveryLabel({ subject, text, headers = {} }: Delivery): string {
  const { Subject, Message } = readEnvelope(text);
  const isConfirmation = headers["x-amz-sns-message-type"] === "SubscriptionConfirmation";
  const line = subject ?? (isConfirmation ? "Confirmation" : (Subject ?? Message ?? text));
  return line.trim().split("\n", 1)[0]?.slice(0, SHOWN_CHARACTERS) ?? "";
}

function readEnvelope(text: string): { readonly Subject?: string; readonly Message?: string } {
  try {
    const { Type, Subject, Message } = JSON.parse(text) ?? {};
    return typeof Type === "string" && typeof Message === "string" ? { Message, ...(Subject ? { Subject } : {}) } : {};
  } catch {
    return {};
  }
}

const ICONS: Readonly<Record<Delivery["kind"], string>> = {
  email: "mail",
  sms: "device-mobile",
  http: "globe",
  push: "bell",
};

function deliveryIcon({ kind, outcome }: Delivery): Pick<TreeNode, "icon" | "color"> {
  return outcome.status === "failed" ? { icon: "error", color: "testing.iconFailed" } : { icon: ICONS[kind] };
}
