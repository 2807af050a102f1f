import type { Operations, Queue, Topic } from "../../api/operations.ts";
import { type Owner, type SettingsKind, withNulls, withoutTags } from "./kind.ts";

/** Of a queue's settings those that can change, in the order in which a person asks for them. */
const queue: SettingsKind = {
  async read(client, owner) {
    const found = await client.call("getQueue", queueAt(owner));
    return pick(found, QUEUE_SETTINGS);
  },
  async write(client, owner, settings) {
    const { tags } = await client.call("getQueue", queueAt(owner));
    const { redrivePolicy, ...others } = withNulls(settings, ["redrivePolicy", "redriveAllowPolicy", "policy"]);
    const body = { ...others, redrivePolicy: plainRedrive(redrivePolicy), tags: withoutTags(settings.tags, tags) };
    await client.call("updateQueue", { ...queueAt(owner), body: body as Operations["updateQueue"]["body"] });
  },
};

const QUEUE_SETTINGS: readonly (keyof Queue)[] = [
  "visibilityTimeoutSeconds",
  "delaySeconds",
  "waitSeconds",
  "retentionSeconds",
  "maximumMessageBytes",
  "redrivePolicy",
  "redriveAllowPolicy",
  "contentBasedDeduplication",
  "deduplicationScope",
  "throughputLimit",
  "policy",
  "tags",
];

/** The ARN is told, not set. */
function plainRedrive(redrivePolicy: unknown): unknown {
  if (redrivePolicy === null || typeof redrivePolicy !== "object") return redrivePolicy;
  const { deadLetterQueueArn: _told, ...set } = redrivePolicy as Record<string, unknown>;
  return set;
}

const topic: SettingsKind = {
  async read(client, owner) {
    return pick(await client.call("getTopic", topicAt(owner)), TOPIC_SETTINGS);
  },
  async write(client, owner, settings) {
    const { tags } = await client.call("getTopic", topicAt(owner));
    const body = { ...withNulls(settings, ["policy", "deliveryPolicy"]), tags: withoutTags(settings.tags, tags) };
    await client.call("updateTopic", { ...topicAt(owner), body: body as Operations["updateTopic"]["body"] });
  },
};

const TOPIC_SETTINGS: readonly (keyof Topic)[] = [
  "displayName",
  "signatureVersion",
  "contentBasedDeduplication",
  "throughputScope",
  "deliveryPolicy",
  "policy",
  "tags",
];

/** What of a topic's messages a subscriber gets: everything, when there is no filter policy. */
const filter: SettingsKind = {
  async read(client, owner) {
    const { filterPolicyScope = "attributes", filterPolicy = {} } = await client.call(
      "getSubscription",
      subscriptionAt(owner),
    );
    return { filterPolicyScope, filterPolicy };
  },
  async write(client, owner, settings) {
    const { filterPolicy, filterPolicyScope } = settings as Operations["updateSubscription"]["body"];
    const none = filterPolicy === undefined || filterPolicy === null || Object.keys(filterPolicy).length === 0;
    const body = none ? { filterPolicy: null } : { filterPolicy, ...(filterPolicyScope ? { filterPolicyScope } : {}) };
    await client.call("updateSubscription", { ...subscriptionAt(owner), body });
  },
};

const queueAt = ({ name, region }: Owner) => ({ path: { queue: name }, query: { region } });
const topicAt = ({ name, region }: Owner) => ({ path: { topic: name }, query: { region } });
const subscriptionAt = ({ name, region, subscription = "" }: Owner) => ({
  path: { topic: name, subscription },
  query: { region },
});

function pick<T extends object>(from: T, names: readonly (keyof T)[]): Partial<T> {
  const present = names.filter((name) => from[name] !== undefined);
  return Object.fromEntries(present.map((name) => [name, from[name]])) as Partial<T>;
}

export const queueAndTopicKinds = { queue, topic, filter };
