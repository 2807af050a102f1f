import type {
  Event,
  FilterRule,
  GetBucketNotificationConfigurationRequest,
  NotificationConfiguration,
} from "@aws-sdk/client-s3";
import { operation } from "../../service.ts";
import type { Notification } from "../model.ts";
import { readBucket } from "../stored-bucket.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html */
export const getBucketNotificationConfiguration = operation<
  GetBucketNotificationConfigurationRequest,
  NotificationConfiguration
>()({
  service: "s3",
  name: "GetBucketNotificationConfiguration",

  prefetch: (input, tools) => readBucket(input, tools, { action: "s3:GetBucketNotification" }),

  commit({ bucket: { notifications, eventBridge } }) {
    const queues = notifications.filter(({ kind }) => kind === "queue");
    const topics = notifications.filter(({ kind }) => kind === "topic");
    return {
      output: {
        ...(eventBridge ? { EventBridgeConfiguration: {} } : {}),
        ...(queues.length > 0
          ? { QueueConfigurations: queues.map((rule) => ({ QueueArn: rule.destination, ...shown(rule) })) }
          : {}),
        ...(topics.length > 0
          ? { TopicConfigurations: topics.map((rule) => ({ TopicArn: rule.destination, ...shown(rule) })) }
          : {}),
      },
    };
  },
});

function shown({ id, events, prefix, suffix }: Notification) {
  // AWS answers the names with a capital, whatever it was sent.
  const rules = [
    ...(prefix === undefined ? [] : [{ Name: "Prefix", Value: prefix }]),
    ...(suffix === undefined ? [] : [{ Name: "Suffix", Value: suffix }]),
  ] as FilterRule[];
  return {
    Id: id,
    Events: [...events] as Event[],
    ...(rules.length > 0 ? { Filter: { Key: { FilterRules: rules } } } : {}),
  };
}
