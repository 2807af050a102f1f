import { operation } from "../../service.ts";
import type { Subscription, Topic } from "../model.ts";
import type { PageRequest } from "../page.ts";
import { readSubscription } from "../stored.ts";
import { readSubscriptionPage } from "../subscription-page.ts";

export type DescribeSubscriptionsRequest = PageRequest &
  ({ readonly TopicArn: string } | { /** Just this subscription. */ readonly SubscriptionArn: string });

export interface DescribeSubscriptionsResult {
  readonly Topic: Topic;
  readonly Subscriptions: readonly Subscription[];
  readonly NextToken?: string;
}

/** Subscriptions with their settings in one call, pending ones with their ids. AWS has no such operation. */
export const describeSubscriptions = operation<DescribeSubscriptionsRequest, DescribeSubscriptionsResult>()({
  service: "sns",
  name: "DescribeSubscriptions",

  async prefetch(input, tools) {
    if ("TopicArn" in input) return readSubscriptionPage(input.TopicArn, input, tools);
    const { topic, subscription } = await readSubscription(input.SubscriptionArn, tools, "GetSubscriptionAttributes");
    return { topic, subscriptions: [subscription], next: {} };
  },

  commit({ topic, subscriptions, next }) {
    return { output: { Topic: topic, Subscriptions: subscriptions, ...next } };
  },
});
