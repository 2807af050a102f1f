import { effectiveTopicPolicy } from "./delivery-policy.ts";
import type { Topic } from "./model.ts";
import type { SubscriptionCounts } from "./stored.ts";
import { topicArn } from "./topic-address.ts";
import { defaultPolicy } from "./topic-policy.ts";

/** Everything that GetTopicAttributes answers, in AWS's names and strings. */
export function describeTopicAttributes(topic: Topic, counts: SubscriptionCounts): Record<string, string> {
  const { account, displayName, policy, deliveryPolicy, signatureVersion, fifo, kept } = topic;
  return {
    TopicArn: topicArn(topic),
    Owner: account,
    DisplayName: displayName,
    Policy: policy ?? defaultPolicy(topic),
    ...(deliveryPolicy === undefined ? {} : { DeliveryPolicy: deliveryPolicy }),
    EffectiveDeliveryPolicy: effectiveTopicPolicy(topic),
    SubscriptionsConfirmed: String(counts.confirmed),
    SubscriptionsPending: String(counts.pending),
    SubscriptionsDeleted: String(counts.deleted),
    ...(fifo ? { FifoTopic: "true", ContentBasedDeduplication: String(fifo.contentBasedDeduplication) } : {}),
    ...(fifo?.throughputScope ? { FifoThroughputScope: fifo.throughputScope } : {}),
    ...(signatureVersion === undefined ? {} : { SignatureVersion: signatureVersion }),
    ...kept,
    ...(kept?.ArchivePolicy === undefined ? {} : { BeginningArchiveTime: new Date(topic.createdAt).toISOString() }),
  };
}
