import type { NotificationConfiguration, QueueConfiguration } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { s3 } from "../../../shared/services/s3/index.ts";
import { getBucketNotificationConfiguration } from "../../../shared/services/s3/operations/get-bucket-notification-configuration.ts";
import { putBucketNotificationConfiguration } from "../../../shared/services/s3/operations/put-bucket-notification-configuration.ts";
import { sns } from "../../../shared/services/sns/index.ts";
import { createTopic } from "../../../shared/services/sns/operations/create-topic.ts";
import { sqs } from "../../../shared/services/sqs/index.ts";
import { createQueue } from "../../../shared/services/sqs/operations/create-queue.ts";
import { createBucketWorld } from "./bucket.ts";

const QUEUE = "arn:aws:sqs:us-east-1:000000000000:news";
const TOPIC = "arn:aws:sns:us-east-1:000000000000:news";
const CREATED = ["s3:ObjectCreated:*" as const];

async function world() {
  const made = await createBucketWorld({ services: [s3, sqs, sns] });
  await made.call(createQueue, { QueueName: "news" });
  await made.call(createTopic, { Name: "news" });
  return {
    ...made,
    configure: (NotificationConfiguration: NotificationConfiguration, more = {}) =>
      made.call(putBucketNotificationConfiguration, { Bucket: "photos", NotificationConfiguration, ...more }),
    configuration: () => made.call(getBucketNotificationConfiguration, { Bucket: "photos" }),
  };
}

function queue(more: Partial<QueueConfiguration> = {}): QueueConfiguration {
  return { QueueArn: QUEUE, Events: CREATED, ...more };
}

function filtered(prefix: string | undefined, suffix?: string): Pick<QueueConfiguration, "Filter"> {
  const FilterRules = [
    ...(prefix === undefined ? [] : [{ Name: "prefix" as const, Value: prefix }]),
    ...(suffix === undefined ? [] : [{ Name: "suffix" as const, Value: suffix }]),
  ];
  return { Filter: { Key: { FilterRules } } };
}

test("rules are kept as they were set, and replaced as a whole", async () => {
  const { configure, configuration, events } = await world();
  expect(await configuration()).toEqual({});
  await configure({
    QueueConfigurations: [queue({ Id: "mine", ...filtered("in/", ".jpg") })],
    TopicConfigurations: [{ TopicArn: TOPIC, Events: ["s3:ObjectRemoved:*"] }],
  });
  const FilterRules = [
    { Name: "Prefix", Value: "in/" },
    { Name: "Suffix", Value: ".jpg" },
  ];
  expect(await configuration()).toEqual({
    QueueConfigurations: [{ Id: "mine", QueueArn: QUEUE, Events: CREATED, Filter: { Key: { FilterRules } } }],
    TopicConfigurations: [{ Id: expect.any(String), TopicArn: TOPIC, Events: ["s3:ObjectRemoved:*"] }],
  });
  expect((await events({ type: "bucket.notifications" }))[0]?.text).toContain("of keys that begin with in/");
  // Recorded: test_filter_rules_empty_value.
  await configure({ QueueConfigurations: [queue({ Id: "mine", ...filtered(undefined, "") })] });
  const { QueueConfigurations } = await configuration();
  expect(QueueConfigurations?.[0]?.Filter).toEqual({ Key: { FilterRules: [{ Name: "Suffix", Value: "" }] } });
  await configure({});
  expect(await configuration()).toEqual({});
});

// Recorded: test_invalid_sqs_arn, test_multiple_invalid_sqs_arns, test_bucket_notification_with_invalid_filter_rules.
test.each<[string, NotificationConfiguration, object]>([
  [
    "a text that is no ARN",
    { QueueConfigurations: [queue(), queue({ QueueArn: "invalid-queue" })] },
    { message: "The ARN could not be parsed", details: { ArgumentName: "Queue", ArgumentValue: "invalid-queue" } },
  ],
  [
    "a topic in a queue's place",
    { QueueConfigurations: [queue({ QueueArn: TOPIC })] },
    { message: "The ARN could not be parsed", details: { ArgumentName: "Queue", ArgumentValue: TOPIC } },
  ],
  [
    "a subscription in a topic's place",
    { TopicConfigurations: [{ TopicArn: `${TOPIC}:1`, Events: CREATED }] },
    { message: "The ARN could not be parsed", details: { ArgumentName: "Topic", ArgumentValue: `${TOPIC}:1` } },
  ],
  [
    "destinations that are not there",
    {
      QueueConfigurations: [queue({ QueueArn: `${QUEUE}-1`, ...filtered("a") }), queue(filtered("b"))],
      TopicConfigurations: [{ TopicArn: `${TOPIC}-1`, Events: ["s3:ObjectRemoved:*"] }],
    },
    {
      message: "Unable to validate the following destination configurations",
      details: {
        ArgumentName1: `${QUEUE}-1`,
        ArgumentValue1: "The destination queue does not exist",
        ArgumentName2: `${TOPIC}-1`,
        ArgumentValue2: "The destination topic does not exist",
      },
    },
  ],
  [
    "a destination in another region",
    { QueueConfigurations: [queue({ QueueArn: QUEUE.replace("us-east-1", "eu-west-1") })] },
    { message: "The notification destination service region is not valid for the bucket location constraint" },
  ],
  [
    "a filter that is neither prefix nor suffix",
    { QueueConfigurations: [queue({ Filter: { Key: { FilterRules: [{ Name: "INVALID" as never, Value: "x" }] } } })] },
    {
      message: "filter rule name must be either prefix or suffix",
      details: { ArgumentName: "FilterRule.Name", ArgumentValue: "INVALID" },
    },
  ],
  [
    "two prefixes in one filter",
    {
      QueueConfigurations: [
        queue({
          Filter: {
            Key: {
              FilterRules: [
                { Name: "prefix", Value: "a" },
                { Name: "Prefix" as never, Value: "b" },
              ],
            },
          },
        }),
      ],
    },
    { message: "Cannot specify more than one prefix rule in a filter." },
  ],
  ["no event", { QueueConfigurations: [queue({ Events: [] })] }, { code: "InvalidArgument" }],
  [
    "an event that there is not",
    { QueueConfigurations: [queue({ Events: ["s3:ObjectEaten:*" as never] })] },
    { message: "The event is not supported for notifications" },
  ],
  [
    "an id twice",
    { QueueConfigurations: [queue({ Id: "x", ...filtered("a") }), queue({ Id: "x", ...filtered("b") })] },
    { message: "Same ID used for multiple configurations. IDs must be unique" },
  ],
])("refused: %s", async (_, configuration, expected) => {
  const { configure, configuration: read } = await world();
  await expect(configure(configuration)).rejects.toMatchObject({ code: "InvalidArgument", status: 400, ...expected });
  expect(await read()).toEqual({});
});

test("Lambda functions are not built, and refused", async () => {
  const { configure } = await world();
  const configuration = { LambdaFunctionConfigurations: [{ LambdaFunctionArn: "arn", Events: CREATED }] };
  await expect(configure(configuration)).rejects.toMatchObject({ code: "NotImplemented", status: 501 });
});

test("EventBridge is stored and answered", async () => {
  const { configure, configuration } = await world();
  await configure({ EventBridgeConfiguration: {} });
  expect(await configuration()).toEqual({ EventBridgeConfiguration: {} });
  await configure({});
  expect(await configuration()).toEqual({});
});

test.each([
  "s3:ObjectTagging:*",
  "s3:LifecycleExpiration:Delete",
  "s3:ObjectRestore:Completed",
  "s3:LifecycleTransition",
])("taken: %s", async (event) => {
  const { configure, configuration } = await world();
  await configure({ QueueConfigurations: [queue({ Events: [event as never] })] });
  expect((await configuration()).QueueConfigurations?.[0]?.Events).toEqual([event]);
});

test.each<[string, QueueConfiguration, QueueConfiguration]>([
  ["the same events of all keys", queue(), queue({ Events: ["s3:ObjectCreated:Put"] })],
  ["a prefix within a prefix", queue(filtered("in/")), queue(filtered("in/a/"))],
  ["a prefix and a suffix that one key can have", queue(filtered("in/")), queue(filtered(undefined, ".jpg"))],
  ["overlapping suffixes", queue(filtered(undefined, "pg")), queue(filtered(undefined, ".jpg"))],
])("two rules must not fit one event: %s", async (_, left, right) => {
  const { configure } = await world();
  await expect(configure({ QueueConfigurations: [left, right] })).rejects.toMatchObject({
    code: "InvalidArgument",
    message: expect.stringMatching(/^Configuration(s overlap| is ambiguously defined)/),
  });
});

test.each<[string, QueueConfiguration, QueueConfiguration]>([
  ["other events", queue(), queue({ Events: ["s3:ObjectRemoved:*"] })],
  ["other prefixes", queue(filtered("in/")), queue(filtered("out/"))],
  ["one prefix, other suffixes", queue(filtered("in/", ".jpg")), queue(filtered("in/", ".png"))],
])("two rules that can't fit one event are taken: %s", async (_, left, right) => {
  const { configure } = await world();
  await configure({ QueueConfigurations: [left, right] });
});

test("validation of destinations can be skipped", async () => {
  const { configure } = await world();
  const later = { QueueConfigurations: [queue({ QueueArn: `${QUEUE}-later` })] };
  await configure(later, { SkipDestinationValidation: true });
  await expect(configure(later)).rejects.toMatchObject({ code: "InvalidArgument" });
});

test("at most 100 rules", async () => {
  const { configure } = await world();
  const rules = Array.from({ length: 101 }, (_, index) => queue(filtered(`${String(index).padStart(3, "0")}/`)));
  await expect(configure({ QueueConfigurations: rules })).rejects.toMatchObject({ code: "InvalidArgument" });
  await configure({ QueueConfigurations: rules.slice(0, 100) });
});
