import { operation } from "../../service.ts";
import type { Topic } from "../model.ts";
import type { PageRequest } from "../page.ts";
import { readCounts, readTopic, type SubscriptionCounts } from "../stored.ts";
import { readTopicPage } from "../topic-page.ts";

export interface DescribeTopicsRequest extends PageRequest {
  /** Just this topic. */
  readonly TopicArn?: string;
}

export interface DescribeTopicsResult {
  readonly Topics: readonly { readonly topic: Topic; readonly counts: SubscriptionCounts }[];
  readonly NextToken?: string;
}

/** Topics with their attributes and counts in one call. AWS has no such operation: it takes a ListTopics and a GetTopicAttributes each. */
export const describeTopics = operation<DescribeTopicsRequest, DescribeTopicsResult>()({
  service: "sns",
  name: "DescribeTopics",

  async prefetch(input, tools) {
    const one = input.TopicArn === undefined ? undefined : await readTopic(input.TopicArn, tools, "GetTopicAttributes");
    const { topics, next } = one ? { topics: [one.topic], next: {} } : await readTopicPage(input, tools);
    const described = await Promise.all(
      topics.map(async (topic) => ({ topic, counts: await readCounts(topic, tools) })),
    );
    return { described, next };
  },

  commit({ described, next }) {
    return { output: { Topics: described, ...next } };
  },
});
