import type { Subscription as ListedSubscription } from "@aws-sdk/client-sns";
import type { ReadTools } from "../service.ts";
import { shownEndpoint } from "./endpoint.ts";
import type { Subscription, Topic } from "./model.ts";
import { cutPage, type PageRequest, pageQuery } from "./page.ts";
import { readTopic } from "./stored.ts";
import { subscriptionFromRow, subscriptionsPartition, type TopicAddress } from "./table.ts";
import { subscriptionArn } from "./topic-address.ts";

export interface SubscriptionPage {
  readonly topic: Topic;
  readonly subscriptions: readonly Subscription[];
  readonly next: { readonly NextToken?: string };
}

/** A topic's subscriptions in the order of their ids. */
export async function readSubscriptionPage(
  topicArn: string | undefined,
  request: PageRequest,
  tools: ReadTools,
): Promise<SubscriptionPage> {
  const { topic } = await readTopic(topicArn, tools, "ListSubscriptionsByTopic");
  const partition = subscriptionsPartition(tools.context, topic);
  const { rows, next } = cutPage(await tools.store.query({ ...partition, ...pageQuery(request) }), request);
  return { topic, subscriptions: rows.map(subscriptionFromRow), next };
}

/** As AWS's lists show a subscription: who has not confirmed has no ARN there. */
export function listed(topic: TopicAddress, subscription: Subscription): ListedSubscription {
  const { id, state, owner, protocol } = subscription;
  const arn = state === "confirmed" ? subscriptionArn(topic, id) : "PendingConfirmation";
  return {
    SubscriptionArn: arn,
    Owner: owner,
    Protocol: protocol,
    Endpoint: shownEndpoint(subscription),
    TopicArn: subscription.topicArn,
  };
}
