import type { Client } from "../api/client.ts";
import { every } from "../api/every.ts";
import type { Subscription, Topic } from "../api/operations.ts";
import { branch, byLabel, hint, type TreeNode } from "./node.ts";

export const topicsBranch = branch(
  {
    id: "topics",
    label: "Topics",
    icon: "broadcast",
    term: "topic",
    resource: { kind: "topics" },
    expanded: true,
    empty: { label: "Create a topic", command: "createTopic" },
  },
  ["sns"],
  async (client) => {
    const topics = await every(
      (nextToken) => client.call("listTopics", { query: { region: "*", ...(nextToken ? { nextToken } : {}) } }),
      (page) => page.topics,
    );
    return { nodes: topics.sort(byLabel).map(topicNode) };
  },
);

function topicNode(topic: Topic): TreeNode {
  const { name, arn, region, subscriptionsConfirmed, subscriptionsPending } = topic;
  const count = subscriptionsConfirmed + subscriptionsPending;
  const pending = subscriptionsPending > 0 ? `, ${subscriptionsPending} pending` : "";
  const node: TreeNode = {
    id: arn,
    label: name,
    description: count === 0 ? "no subscribers" : `${count} ${count === 1 ? "subscriber" : "subscribers"}${pending}`,
    icon: "megaphone",
    resource: { kind: "topic", topic },
    term: "topic",
    facts: [
      ["Subscriptions", `${subscriptionsConfirmed} confirmed, ${subscriptionsPending} pending`],
      ["Region", region],
      ["ARN", arn],
    ],
    async children(client) {
      const nodes = (await listSubscriptions(client, topic)).map((subscription) =>
        subscriptionNode(topic, subscription),
      );
      if (nodes.length === 0) return [hint(arn, "Subscribe a queue, an address or a number", "subscribe", node)];
      return nodes.sort((left, right) => left.label.localeCompare(right.label));
    },
  };
  return node;
}

export function listSubscriptions(client: Client, { name, region }: Topic): Promise<Subscription[]> {
  return every(
    (nextToken) =>
      client.call("listSubscriptions", {
        path: { topic: name },
        query: { region, ...(nextToken ? { nextToken } : {}) },
      }),
    (page) => page.subscriptions,
  );
}

const ICONS: Readonly<Record<string, string>> = {
  sqs: "list-flat",
  email: "mail",
  "email-json": "mail",
  sms: "device-mobile",
  http: "globe",
  https: "globe",
};

function subscriptionNode(topic: Topic, subscription: Subscription): TreeNode {
  const { arn, protocol, endpoint, status, rawDelivery, filterPolicy } = subscription;
  return {
    id: arn,
    label: endpoint.startsWith("arn:") ? (endpoint.split(":").at(-1) ?? endpoint) : endpoint,
    description: status === "pending" ? `${protocol}, pending` : protocol,
    icon: ICONS[protocol] ?? "bell",
    ...(status === "pending" ? { color: "list.warningForeground" } : {}),
    resource: { kind: status === "pending" ? "pendingSubscription" : "subscription", topic, subscription },
    term: status === "pending" ? "confirmation" : "subscription",
    facts: [
      ["Protocol", protocol],
      ["Endpoint", endpoint],
      ["Status", status],
      ["Raw delivery", rawDelivery ? "yes" : "no"],
      ...(filterPolicy ? ([["Filter policy", JSON.stringify(filterPolicy)]] as const) : []),
    ],
  };
}
