import { describe, expect, it } from "vitest";
import type { OperationRef } from "../../../shared/core/operation-ref.ts";
import { describeTopic } from "../../../shared/services/sns/describe.ts";
import { createTopic } from "../../../shared/services/sns/operations/create-topic.ts";
import { deleteTopic } from "../../../shared/services/sns/operations/delete-topic.ts";
import { getSubscriptionAttributes } from "../../../shared/services/sns/operations/get-subscription-attributes.ts";
import { getTopicAttributes } from "../../../shared/services/sns/operations/get-topic-attributes.ts";
import { listTopics } from "../../../shared/services/sns/operations/list-topics.ts";
import { publish } from "../../../shared/services/sns/operations/publish.ts";
import { publishBatch } from "../../../shared/services/sns/operations/publish-batch.ts";
import { setSubscriptionAttributes } from "../../../shared/services/sns/operations/set-subscription-attributes.ts";
import { setTopicAttributes } from "../../../shared/services/sns/operations/set-topic-attributes.ts";
import { subscribe } from "../../../shared/services/sns/operations/subscribe.ts";
import { unsubscribe } from "../../../shared/services/sns/operations/unsubscribe.ts";
import type { World } from "../../support/world.ts";
import { createNewsWorld, queueArnOf, subscribeQueue, TOPIC } from "./support.ts";

// biome-ignore lint/suspicious/noExplicitAny: a table of requests to different operations, some of them wrong on purpose.
type Request = readonly [operation: OperationRef<any, any>, input: Record<string, unknown>, message: string];

const queue = { TopicArn: TOPIC, Protocol: "sqs", Endpoint: queueArnOf("one") };
const toQueue = (Attributes: Record<string, string>) => ({ ...queue, Attributes });
const message = (input: Record<string, unknown>) => ({ TopicArn: TOPIC, Message: "hello", ...input });
const attribute = (value: Record<string, unknown>) => message({ MessageAttributes: { attr1: value } });

const TOPICS: readonly Request[] = [
  [createTopic, { Name: "" }, "Topic Name"],
  [createTopic, { Name: "a b" }, "Topic Name"],
  [createTopic, { Name: "x".repeat(257) }, "Topic Name"],
  [createTopic, { Name: "a", Attributes: { Colour: "red" } }, "Attributes Reason: Unknown attribute: Colour"],
  [createTopic, { Name: "a", Attributes: { DisplayName: "a\nb" } }, "Attributes Reason: DisplayName"],
  [
    createTopic,
    {
      Name: "a",
      Tags: [
        { Key: "k", Value: "1" },
        { Key: "k", Value: "2" },
      ],
    },
    "Duplicated keys are not allowed.",
  ],
  [
    createTopic,
    { Name: "news", Tags: [{ Key: "k", Value: "1" }] },
    "Tags Reason: Topic already exists with different tags",
  ],
  [
    createTopic,
    { Name: "news", Attributes: { DisplayName: "x" } },
    "Attributes Reason: Topic already exists with different attributes",
  ],
  [getTopicAttributes, {}, "TopicArn Reason: no value for required parameter"],
  [getTopicAttributes, { TopicArn: "random" }, "TopicArn Reason: An ARN must have at least 6 elements, not 1"],
  [getTopicAttributes, { TopicArn: "arn:aws:sqs:us-east-1:000000000000:news" }, "TopicArn"],
  [getTopicAttributes, { TopicArn: TOPIC.replace("us-east-1", "eu-west-1") }, "TopicArn"],
  [setTopicAttributes, { TopicArn: TOPIC, AttributeName: "Colour", AttributeValue: "red" }, "AttributeName"],
  [setTopicAttributes, { TopicArn: TOPIC, AttributeName: "FifoTopic", AttributeValue: "false" }, "AttributeName"],
  [listTopics, { NextToken: "nonsense" }, "NextToken"],
];

const SUBSCRIPTIONS: readonly Request[] = [
  [
    subscribe,
    { ...queue, Protocol: "test-protocol" },
    "Amazon SNS does not support this protocol string: test-protocol",
  ],
  [subscribe, { ...queue, Protocol: undefined }, "Protocol Reason: no value for required parameter"],
  [subscribe, { ...queue, Endpoint: undefined }, "Endpoint Reason: no value for required parameter"],
  [subscribe, { ...queue, Endpoint: "http://127.0.0.1:4566/000000000000/one" }, "SQS endpoint ARN"],
  [
    subscribe,
    { ...queue, Endpoint: queueArnOf("one.fifo") },
    "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
  ],
  [subscribe, { ...queue, Protocol: "email", Endpoint: "nobody" }, "Email address"],
  [subscribe, toQueue({ Colour: "red" }), "Attributes Reason: Unknown attribute: Colour"],
  [
    subscribe,
    toQueue({ FilterPolicy: '{"key":[]}' }),
    'Attributes Reason: FilterPolicy: Empty arrays are not allowed\n at [Source: (String)"{"key":[]}"; line: 1, column: 10]',
  ],
  [
    subscribe,
    toQueue({ FilterPolicyScope: "RandomValue" }),
    "Attributes Reason: FilterPolicyScope: Invalid value [RandomValue]. Please use either MessageBody or MessageAttributes",
  ],
  [
    subscribe,
    toQueue({ RawMessageDelivery: "maybe" }),
    "Attributes Reason: RawMessageDelivery: Invalid value [maybe]. Must be true or false.",
  ],
  [
    subscribe,
    { ...toQueue({ RawMessageDelivery: "true" }), Protocol: "email", Endpoint: "a@b.c" },
    "Attributes Reason: Delivery protocol [email] does not support raw message delivery.",
  ],
  [
    unsubscribe,
    { SubscriptionArn: "randomstring" },
    "SubscriptionArn Reason: An ARN must have at least 6 elements, not 1",
  ],
  [
    unsubscribe,
    { SubscriptionArn: "arn:aws:sns:us-east-1:random" },
    "SubscriptionArn Reason: An ARN must have at least 6 elements, not 5",
  ],
  [unsubscribe, { SubscriptionArn: "arn:aws:sns:us-east-1:000000000000:random" }, "SubscriptionId"],
  [unsubscribe, { SubscriptionArn: "" }, "SubscriptionArn Reason: no value for required parameter"],
];

const PUBLICATIONS: readonly Request[] = [
  [publish, message({ Message: "" }), "Empty message"],
  [publish, message({ Message: "\ud800" }), "Message Reason: it is not well-formed Unicode"],
  [publish, message({ Subject: "" }), "Subject"],
  [publish, message({ Subject: "a\nb" }), "Subject"],
  [publish, message({ Subject: "x".repeat(101) }), "Subject"],
  [publish, { Message: "hello" }, "TopicArn or TargetArn Reason: no value for required parameter"],
  [publish, message({ TopicArn: TOPIC.replace("us-east-1", "eu-west-1") }), "TopicArn"],
  [publish, message({ MessageStructure: "json" }), "Message Structure - JSON message body failed to parse"],
  [
    publish,
    message({ MessageStructure: "json", Message: '{"sqs":"x"}' }),
    "Message Structure - No default entry in JSON message body",
  ],
  [
    publish,
    message({ MessageStructure: "json", Message: '{"default":1}' }),
    "Message Structure - No default entry in JSON message body",
  ],
  [
    publish,
    message({ MessageDeduplicationId: "d" }),
    "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type",
  ],
  [publish, { Message: "hello", PhoneNumber: "+1a234" }, "PhoneNumber Reason: +1a234 is not valid to publish to"],
];

const NOT_BUILT: readonly Request[] = [[subscribe, { ...queue, Protocol: "lambda" }, "The protocol lambda"]];

describe.each([
  ["topics", TOPICS],
  ["subscriptions", SUBSCRIPTIONS],
  ["publications", PUBLICATIONS],
] as const)("a wrong request about %s", (_, requests) => {
  it.each(requests)("$name with %j is refused in AWS's words: %s", async (operation, input, reason) => {
    const world = await createNewsWorld();
    await expect(world.call(operation, input)).rejects.toMatchObject({
      code: "InvalidParameter",
      message: `Invalid parameter: ${reason}`,
      status: 400,
    });
  });
});

describe("a message that is too long", () => {
  it.each([
    ["by itself", { Message: "x".repeat(262_145) }],
    ["in bytes of UTF-8", { Message: "\u00e4".repeat(131_073) }],
    [
      "together with its attributes",
      { Message: "x".repeat(262_144), MessageAttributes: { a: { DataType: "String", StringValue: "b" } } },
    ],
  ])("%s is refused", async (_, input) => {
    const world = await createNewsWorld();
    await expect(world.call(publish, { TopicArn: TOPIC, ...input })).rejects.toMatchObject({
      code: "InvalidParameter",
      message: "Invalid parameter: Message too long",
    });
  });
});

describe("what is not built", () => {
  it.each(NOT_BUILT)("$name with %j says so: %s", async (operation, input, what) => {
    const world = await createNewsWorld();
    await expect(world.call(operation, input)).rejects.toMatchObject({
      code: "InvalidParameter",
      message: expect.stringContaining(`Invalid parameter: ${what} is not built yet.`),
      restStatus: 501,
    });
  });
});

describe("message attributes", () => {
  it.each([
    [{ DataType: "prefixed.String", StringValue: "x" }, "has an invalid message attribute type"],
    [{ DataType: "", StringValue: "x" }, "must contain non-empty message attribute type"],
    [
      { DataType: "String", StringValue: "" },
      "must contain non-empty message attribute value for message attribute type 'String'",
    ],
    [{ DataType: "Binary" }, "must contain non-empty message attribute value for message attribute type 'Binary'"],
    [{ DataType: "Number", StringValue: "ten" }, "Could not cast message attribute 'attr1' value to number"],
  ])("%j is refused: %s", async (value, reason) => {
    const world = await createNewsWorld();
    await expect(world.call(publish, attribute(value) as never)).rejects.toMatchObject({
      code: "ParameterValueInvalid",
      message: expect.stringContaining(reason),
    });
  });

  it.each(["", ".a", "a..b", "AWS.a", "a b", "x".repeat(257)])("the name %j is refused", async (name) => {
    const world = await createNewsWorld();
    const input = message({ MessageAttributes: { [name]: { DataType: "String", StringValue: "x" } } });
    await expect(world.call(publish, input as never)).rejects.toMatchObject({ code: "ParameterValueInvalid" });
  });

  it("may have a label behind their type", async () => {
    const world = await createNewsWorld();
    await world.call(publish, attribute({ DataType: "String.custom", StringValue: "x" }) as never);
  });
});

describe("a batch", () => {
  const entry = (Id: string, Message = "hello") => ({ Id, Message });

  it.each([
    [[], "EmptyBatchRequest"],
    [Array.from({ length: 11 }, (_, index) => entry(`e${index}`)), "TooManyEntriesInBatchRequest"],
    [[entry("a"), entry("a")], "BatchEntryIdsNotDistinct"],
    [[entry("a b")], "InvalidBatchEntryId"],
    [[entry("a", "x".repeat(200_000)), entry("b", "x".repeat(100_000))], "BatchRequestTooLong"],
  ])("%# is refused as a whole: %s", async (PublishBatchRequestEntries, code) => {
    const world = await createNewsWorld();
    await expect(world.call(publishBatch, { TopicArn: TOPIC, PublishBatchRequestEntries })).rejects.toMatchObject({
      code,
    });
  });
});

describe("what is not there", () => {
  const missing = { code: "NotFound", status: 404 };

  it("is not found, except where AWS takes it for done", async () => {
    const world = await createNewsWorld();
    const other = TOPIC.replace("news", "other");
    const subscription = `${TOPIC}:00000000-0000-4000-8000-000000000000`;
    await expect(world.call(publish, { TopicArn: other, Message: "x" })).rejects.toMatchObject(missing);
    await expect(world.call(subscribe, { ...queue, TopicArn: other })).rejects.toMatchObject(missing);
    const set = { SubscriptionArn: subscription, AttributeName: "RawMessageDelivery", AttributeValue: "true" };
    await expect(world.call(setSubscriptionAttributes, set)).rejects.toMatchObject(missing);
    await expect(world.call(getSubscriptionAttributes, { SubscriptionArn: subscription })).rejects.toMatchObject(
      missing,
    );
    await world.call(deleteTopic, { TopicArn: other });
    await world.call(unsubscribe, { SubscriptionArn: subscription });
  });

  it("is described to other services as nothing", async () => {
    const world = await createNewsWorld();
    const tools = await describeTools(world);
    expect(await describeTopic(TOPIC as never, tools)).toEqual({ arn: TOPIC, type: "topic" });
    expect(await describeTopic(TOPIC.replace("news", "other") as never, tools)).toBeUndefined();
    expect(await describeTopic(queueArnOf("one") as never, tools)).toBeUndefined();
  });
});

describe("another account's topic", () => {
  it("is refused to accounts and to services that act for them, and open to a service that acts for its own", async () => {
    const world = await createNewsWorld();
    await subscribeQueue(world, "one");
    const stranger = { account: "111111111111", principal: { kind: "account", account: "111111111111" } } as const;
    await expect(world.call(publish, { TopicArn: TOPIC, Message: "x" }, stranger)).rejects.toMatchObject({
      code: "AuthorizationError",
      status: 403,
    });
    const bucketOf = (sourceAccount: string) =>
      ({ kind: "service", service: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::bucket", sourceAccount }) as const;
    const elsewhere = { account: "111111111111", region: "eu-west-1" };
    const input = { TopicArn: TOPIC, Message: "x" };
    const foreign = { ...elsewhere, principal: bucketOf("111111111111") };
    await expect(world.call(publish, input, foreign)).rejects.toMatchObject({ code: "AuthorizationError" });
    await world.call(publish, input, { ...elsewhere, principal: bucketOf("000000000000") });
    await world.settle();
    expect(await world.events({ type: "message.delivered" })).toHaveLength(1);
  });
});

async function describeTools(world: World) {
  const context = { ...world.caller, root: await world.root(), now: world.clock.now() };
  return { store: world.store, context, now: context.now };
}
