import type { PutBucketNotificationConfigurationRequest } from "@aws-sdk/client-s3";
import { hexId } from "../../../core/ids.ts";
import { operation } from "../../service.ts";
import { checkDestinations } from "../destinations.ts";
import type { Notification } from "../model.ts";
import { parseRules } from "../notification-rules.ts";
import { readBucket } from "../stored-bucket.ts";
import { bucketArn, putBucket } from "../table.ts";

/**
 * Replaces all of a bucket's rules, and sends each destination a test event.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html
 */
export const putBucketNotificationConfiguration = operation<
  PutBucketNotificationConfigurationRequest,
  Record<string, never>
>()({
  service: "s3",
  name: "PutBucketNotificationConfiguration",

  async prefetch(input, tools) {
    const stored = await readBucket(input, tools, { action: "s3:PutBucketNotification" });
    const newId = () => hexId(tools.random, 32);
    const configuration = input.NotificationConfiguration ?? {};
    const notifications = parseRules(configuration, stored.bucket, newId);
    if (input.SkipDestinationValidation !== true) await checkDestinations(notifications, tools);
    return { ...stored, notifications, toEventBridge: configuration.EventBridgeConfiguration !== undefined };
  },

  commit({ bucket, version, notifications, toEventBridge }, _input, context) {
    const { name } = bucket;
    const { eventBridge: _, ...rest } = bucket;
    const changed = { ...rest, notifications, ...(toEventBridge ? { eventBridge: true as const } : {}) };
    const resource = bucketArn(name);
    const destinations = [...new Map(notifications.map(({ kind, destination }) => [destination, kind]))];
    const test = {
      target: resource,
      operation: "SendTestEvents",
      input: {
        Bucket: name,
        Account: bucket.account,
        Destinations: destinations.map(([destination, kind]) => ({ kind, destination })),
      },
    };
    return {
      output: {},
      writes: [putBucket(context, changed, { version })],
      effects: destinations.length > 0 ? [test] : [],
      events: [{ type: "bucket.notifications", resource, text: `bucket ${name} ${summary(notifications)}` }],
    };
  },
});

function summary(notifications: readonly Notification[]): string {
  if (notifications.length === 0) return "notifies nobody any more";
  const rules = notifications.map(({ events, destination, prefix, suffix }) => {
    const keys = `${prefix ? ` of keys that begin with ${prefix}` : ""}${suffix ? ` of keys that end in ${suffix}` : ""}`;
    return `${destination} of ${events.join(", ")}${keys}`;
  });
  return `notifies ${rules.join("; ")}`;
}
