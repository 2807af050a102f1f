import type { ListSubscriptionsByTopicInput, ListSubscriptionsByTopicResponse } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { listed, readSubscriptionPage } from "../subscription-page.ts";

/** 100 a page. https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
export const listSubscriptionsByTopic = operation<ListSubscriptionsByTopicInput, ListSubscriptionsByTopicResponse>()({
  service: "sns",
  name: "ListSubscriptionsByTopic",

  prefetch: ({ TopicArn, NextToken }, tools) => readSubscriptionPage(TopicArn, { NextToken }, tools),

  commit({ topic, subscriptions, next }) {
    return { output: { Subscriptions: subscriptions.map((one) => listed(topic, one)), ...next } };
  },
});
