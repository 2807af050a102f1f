import { beforeEach, describe, expect, it } from "vitest";
import { createTopic } from "../../../shared/services/sns/operations/create-topic.ts";
import { getSubscriptionAttributes } from "../../../shared/services/sns/operations/get-subscription-attributes.ts";
import { getTopicAttributes } from "../../../shared/services/sns/operations/get-topic-attributes.ts";
import { listTagsForResource } from "../../../shared/services/sns/operations/list-tags-for-resource.ts";
import { setSubscriptionAttributes } from "../../../shared/services/sns/operations/set-subscription-attributes.ts";
import { setTopicAttributes } from "../../../shared/services/sns/operations/set-topic-attributes.ts";
import { tagResource } from "../../../shared/services/sns/operations/tag-resource.ts";
import { untagResource } from "../../../shared/services/sns/operations/untag-resource.ts";
import type { World } from "../../support/world.ts";
import { createNewsWorld, publishAndSettle, subscribeQueue, TOPIC, textsIn } from "./support.ts";

const FIFO = "arn:aws:sns:us-east-1:000000000000:orders.fifo";

let world: World;
beforeEach(async () => {
  world = await createNewsWorld();
  await world.call(createTopic, { Name: "orders.fifo", Attributes: { FifoTopic: "true" } });
});

function set(TopicArn: string, AttributeName: string, AttributeValue: string) {
  return world.call(setTopicAttributes, { TopicArn, AttributeName, AttributeValue });
}

async function shown(TopicArn: string): Promise<Record<string, string>> {
  return (await world.call(getTopicAttributes, { TopicArn })).Attributes ?? {};
}

describe("a topic's attributes", () => {
  it.each([
    [TOPIC, "KmsMasterKeyId", "alias/aws/sns"],
    [TOPIC, "TracingConfig", "Active"],
    [TOPIC, "SignatureVersion", "2"],
    [TOPIC, "HTTPSuccessFeedbackRoleArn", "arn:aws:iam::000000000000:role/logs"],
    [TOPIC, "SQSSuccessFeedbackSampleRate", "100"],
    [FIFO, "ContentBasedDeduplication", "true"],
    [FIFO, "FifoThroughputScope", "MessageGroup"],
    [FIFO, "ArchivePolicy", '{"MessageRetentionPeriod":"30"}'],
  ])("of %s keep and show %s", async (arn, name, value) => {
    await set(arn, name, value);
    expect(await shown(arn)).toMatchObject({ [name]: value });
  });

  it.each([
    [TOPIC, "TracingConfig", "Sometimes"],
    [TOPIC, "SignatureVersion", "3"],
    [TOPIC, "HTTPSuccessFeedbackRoleArn", "logs"],
    [TOPIC, "SQSSuccessFeedbackSampleRate", "101"],
    [TOPIC, "ContentBasedDeduplication", "true"],
    [TOPIC, "FifoThroughputScope", "Topic"],
    [TOPIC, "ArchivePolicy", '{"MessageRetentionPeriod":"30"}'],
    [FIFO, "ArchivePolicy", '{"MessageRetentionPeriod":"0"}'],
    [FIFO, "ContentBasedDeduplication", "perhaps"],
    [FIFO, "FifoThroughputScope", "Queue"],
    [FIFO, "FifoTopic", "false"],
    [TOPIC, "Policy", "{"],
    [TOPIC, "Policy", `{"Version":"2012-10-17","Statement":[],"Id":"${"x".repeat(31_000)}"}`],
    [TOPIC, "DataProtectionPolicy", "{}"],
    [TOPIC, "KmsMasterKeyId", "a\u0001"],
  ])("of %s refuse %s = %.40s", async (arn, name, value) => {
    await expect(set(arn, name, value)).rejects.toMatchObject({ code: "InvalidParameter", status: 400 });
  });

  it("go again with an empty value, and the default policy comes back", async () => {
    const before = await shown(TOPIC);
    const Statement = { Effect: "Deny", Principal: "*", Action: "SNS:Subscribe", Resource: TOPIC };
    await set(TOPIC, "Policy", JSON.stringify({ Version: "2012-10-17", Statement: [Statement] }));
    await set(TOPIC, "KmsMasterKeyId", "alias/aws/sns");
    await set(TOPIC, "Policy", "");
    await set(TOPIC, "KmsMasterKeyId", "");
    expect(await shown(TOPIC)).toEqual(before);
  });

  it("tell since when a topic has an archive", async () => {
    await set(FIFO, "ArchivePolicy", '{"MessageRetentionPeriod":"30"}');
    expect(await shown(FIFO)).toMatchObject({ BeginningArchiveTime: "2026-01-01T00:00:00.000Z" });
  });

  it("must be the same when a topic is created again, as far as they are named", async () => {
    const again = (Attributes: Record<string, string>) => world.call(createTopic, { Name: "orders.fifo", Attributes });
    await again({ FifoTopic: "true", ContentBasedDeduplication: "false" });
    const other = { FifoTopic: "true", ContentBasedDeduplication: "true" };
    await expect(again(other)).rejects.toThrow("Topic already exists with different attributes");
  });
});

describe("a subscription's attributes", () => {
  it("may name the scope behind the policy that needs it", async () => {
    const Attributes = {
      FilterPolicy: '{"a":{"b":["c"]}}',
      FilterPolicyScope: "MessageBody",
      RawMessageDelivery: "true",
    };
    await subscribeQueue(world, "one", Attributes);
    await publishAndSettle(world, '{"a":{"b":"c"}}');
    await publishAndSettle(world, '{"a":{"b":"d"}}');
    await publishAndSettle(world, "plain");
    expect(await textsIn(world, "one")).toEqual(['{"a":{"b":"c"}}']);
  });

  it("don't leave the scope of the body while the policy is nested", async () => {
    const Attributes = { FilterPolicy: '{"a":{"b":["c"]}}', FilterPolicyScope: "MessageBody" };
    const SubscriptionArn = await subscribeQueue(world, "one", Attributes);
    const change = { SubscriptionArn, AttributeName: "FilterPolicyScope", AttributeValue: "MessageAttributes" };
    await expect(world.call(setSubscriptionAttributes, change)).rejects.toThrow(
      "does not support nested filter policy",
    );
  });

  it.each([
    ["ReplayPolicy", '{"PointType":"Timestamp"}', "it is for FIFO topics only"],
    ["SubscriptionRoleArn", "arn:aws:iam::000000000000:role/r", "SubscriptionRoleArn"],
    ["RedrivePolicy", "{", "RedrivePolicy: failed to parse JSON."],
    ["RedrivePolicy", '{"deadLetterTargetArn":"x"}', "deadLetterTargetArn is an invalid arn"],
    ["Colour", "red", "AttributeName"],
  ])("refuse %s = %s", async (AttributeName, AttributeValue, words) => {
    const SubscriptionArn = await subscribeQueue(world, "one");
    const call = world.call(setSubscriptionAttributes, { SubscriptionArn, AttributeName, AttributeValue });
    await expect(call).rejects.toThrow(words);
  });

  it("show what was set and forget what is emptied", async () => {
    const SubscriptionArn = await subscribeQueue(world, "one");
    const change = (AttributeName: string, AttributeValue: string) =>
      world.call(setSubscriptionAttributes, { SubscriptionArn, AttributeName, AttributeValue });
    const before = (await world.call(getSubscriptionAttributes, { SubscriptionArn })).Attributes;
    const RedrivePolicy = '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dlq"}';
    await change("RedrivePolicy", RedrivePolicy);
    await change("FilterPolicy", '{"a":["b"]}');
    const { Attributes } = await world.call(getSubscriptionAttributes, { SubscriptionArn });
    expect(Attributes).toEqual({
      ...before,
      RedrivePolicy,
      FilterPolicy: '{"a":["b"]}',
      FilterPolicyScope: "MessageAttributes",
    });
    await change("RedrivePolicy", "");
    await change("FilterPolicy", "{}");
    expect((await world.call(getSubscriptionAttributes, { SubscriptionArn })).Attributes).toEqual(before);
  });
});

describe("a topic's tags", () => {
  const tag = (count: number, from = 0) =>
    world.call(tagResource, {
      ResourceArn: TOPIC,
      Tags: Array.from({ length: count }, (_, index) => ({ Key: `k${from + index}`, Value: "v" })),
    });

  it("are at most fifty", async () => {
    await tag(50);
    await expect(tag(1, 50)).rejects.toMatchObject({ code: "TagLimitExceeded", status: 400 });
    await tag(10);
    const TagKeys = Array.from({ length: 49 }, (_, index) => `k${index}`);
    await world.call(untagResource, { ResourceArn: TOPIC, TagKeys: [...TagKeys, "never-there"] });
    expect((await world.call(listTagsForResource, { ResourceArn: TOPIC })).Tags).toEqual([{ Key: "k49", Value: "v" }]);
  });

  it.each([
    { Key: "aws:x", Value: "v" },
    { Key: "a\u0001", Value: "v" },
    { Key: "a", Value: "\ud800" },
    { Key: "a", Value: "<b>" },
  ])("are refused: %j", async (tag) => {
    const Tags = [tag];
    await expect(world.call(tagResource, { ResourceArn: TOPIC, Tags })).rejects.toMatchObject({
      code: "InvalidParameter",
    });
  });
});
