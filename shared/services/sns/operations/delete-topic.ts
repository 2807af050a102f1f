import type { DeleteTopicInput } from "@aws-sdk/client-sns";
import { counted } from "../../../core/counted.ts";
import { operation } from "../../service.ts";
import { findTopic, readCounts } from "../stored.ts";
import { topicKey } from "../table.ts";
import { readTopicArn, topicArn } from "../topic-address.ts";
import { authorize } from "../topic-policy.ts";
import { removeSubscriptionsEffect } from "./remove-subscriptions.ts";

/**
 * Idempotent: deleting what is not there succeeds. The subscriptions vanish at once, because they are found by way of the topic;
 * their rows are removed in the background. https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html
 */
export const deleteTopic = operation<DeleteTopicInput, Record<string, never>>()({
  service: "sns",
  name: "DeleteTopic",

  async prefetch(input, tools) {
    const address = readTopicArn(input.TopicArn, tools.context);
    const stored = await findTopic(address, tools);
    authorize(stored?.topic ?? address, "DeleteTopic", tools.context);
    if (!stored) return undefined;
    return { ...stored, counts: await readCounts(stored.topic, tools) };
  },

  commit(stored, _input, context) {
    if (!stored) return { output: {} };
    const { topic, row, counts } = stored;
    const subscriptions = counts.confirmed + counts.pending;
    const text = `topic ${topic.name} deleted, with its ${counted(subscriptions, "subscription")}`;
    return {
      output: {},
      writes: [{ kind: "delete", key: topicKey(context, topic), expect: { version: row.version } }],
      effects: [removeSubscriptionsEffect(topic)],
      events: [{ type: "topic.deleted", resource: topicArn(topic), text }],
    };
  },
});
