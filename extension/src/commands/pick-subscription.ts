import type { Subscription, Topic } from "../api/operations.ts";
import type { TreeNode } from "../tree/node.ts";
import { listSubscriptions } from "../tree/topics.ts";
import { choose } from "./ask.ts";
import type { CommandContext } from "./command.ts";
import { pickTopic } from "./pick.ts";

export interface Subscribed {
  readonly topic: Topic;
  readonly subscription: Subscription;
}

/** The subscription of the node, or one that the person picks; throws a sentence when there is none. */
export async function pickSubscription(
  title: string,
  context: CommandContext,
  node?: TreeNode,
): Promise<Subscribed | undefined> {
  if (node?.resource.kind === "subscription" || node?.resource.kind === "pendingSubscription") return node.resource;
  const topic = await pickTopic(title, context, node);
  if (!topic) return undefined;
  const subscriptions = await listSubscriptions(context.client, topic);
  if (subscriptions.length === 0) throw new Error(`Nobody has subscribed to ${topic.name} yet.`);
  const subscription = await choose(
    title,
    subscriptions.map((value) => ({ label: value.endpoint, description: value.protocol, value })),
  );
  return subscription && { topic, subscription };
}
