import { type KindName, openSettings } from "../documents/settings/files.ts";
import { choose } from "./ask.ts";
import type { Command } from "./command.ts";
import { pickBucket, pickQueue, pickTopic } from "./pick.ts";
import { pickSubscription } from "./pick-subscription.ts";

export const editBucketSettings: Command = {
  name: "editBucketSettings",
  async run(context, node) {
    const bucket = await pickBucket("Edit Bucket Settings", context, node);
    if (!bucket) return;
    const kind = await choose<KindName>(`Settings of ${bucket.name}`, [
      { label: "Bucket policy", description: "who may do what, other accounts and everybody too", value: "policy" },
      { label: "CORS rules", description: "which web pages may call it", value: "cors" },
      { label: "Lifecycle rules", description: "what expires, and when", value: "lifecycle" },
      { label: "Replication", description: "where new objects are copied to", value: "replication" },
      { label: "Notifications", description: "which queues and topics hear of changes", value: "notifications" },
      { label: "Tags", value: "tags" },
      { label: "Public access block", description: "what keeps everybody out", value: "public-access" },
    ]);
    if (kind) await openSettings(kind, bucket);
  },
};

export const editQueueSettings: Command = {
  name: "editQueueSettings",
  async run(context, node) {
    const queue = await pickQueue("Edit Queue Settings", context, node);
    if (queue) await openSettings("queue", queue);
  },
};

export const editTopicSettings: Command = {
  name: "editTopicSettings",
  async run(context, node) {
    const topic = await pickTopic("Edit Topic Settings", context, node);
    if (topic) await openSettings("topic", topic);
  },
};

export const editFilterPolicy: Command = {
  name: "editFilterPolicy",
  async run(context, node) {
    const found = await pickSubscription("Edit Filter Policy", context, node);
    if (!found) return;
    const { topic, subscription } = found;
    await openSettings("filter", { name: topic.name, region: topic.region, subscription: subscription.id });
  },
};
