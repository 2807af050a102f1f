import type { NotificationConfiguration, ReplicationConfiguration } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { s3 } from "../../../shared/services/s3/index.ts";
import { deleteObjectTagging } from "../../../shared/services/s3/operations/delete-object-tagging.ts";
import { putBucketLifecycleConfiguration } from "../../../shared/services/s3/operations/put-bucket-lifecycle-configuration.ts";
import { putBucketNotificationConfiguration } from "../../../shared/services/s3/operations/put-bucket-notification-configuration.ts";
import { putBucketReplication } from "../../../shared/services/s3/operations/put-bucket-replication.ts";
import { putBucketVersioning } from "../../../shared/services/s3/operations/put-bucket-versioning.ts";
import { putObjectTagging } from "../../../shared/services/s3/operations/put-object-tagging.ts";
import { sns } from "../../../shared/services/sns/index.ts";
import { createTopic } from "../../../shared/services/sns/operations/create-topic.ts";
import { subscribe } from "../../../shared/services/sns/operations/subscribe.ts";
import { sqs } from "../../../shared/services/sqs/index.ts";
import { createQueue } from "../../../shared/services/sqs/operations/create-queue.ts";
import { deleteMessage } from "../../../shared/services/sqs/operations/delete-message.ts";
import { receiveMessage } from "../../../shared/services/sqs/operations/receive-message.ts";
import { createBucketWorld, md5 } from "./bucket.ts";

const QUEUE = "arn:aws:sqs:us-east-1:000000000000:news";
const TOPIC = "arn:aws:sns:us-east-1:000000000000:news";

async function world() {
  const made = await createBucketWorld({ services: [s3, sqs, sns] });
  const { QueueUrl } = await made.call(createQueue, { QueueName: "news" });
  await made.call(createTopic, { Name: "news" });
  return {
    ...made,
    configure: (NotificationConfiguration: NotificationConfiguration) =>
      made.call(putBucketNotificationConfiguration, { Bucket: "photos", NotificationConfiguration }),
    /** Everything that waits in the queue, oldest first. */
    async messages() {
      await made.settle();
      const found: unknown[] = [];
      for (;;) {
        const { Messages = [] } = await made.call(receiveMessage, { QueueUrl, MaxNumberOfMessages: 10 });
        if (Messages.length === 0) return found;
        for (const { Body = "", ReceiptHandle } of Messages) {
          found.push(JSON.parse(Body));
          await made.call(deleteMessage, { QueueUrl, ReceiptHandle });
        }
      }
    },
  };
}

interface Notice {
  readonly Records: readonly {
    readonly eventName: string;
    readonly s3: { readonly object: { readonly key: string; readonly sequencer: string } };
  }[];
}

function told(messages: readonly unknown[]): string[] {
  const records = (messages as Notice[]).flatMap(({ Records }) => Records);
  return records
    .sort((left, right) => (left.s3.object.sequencer < right.s3.object.sequencer ? -1 : 1))
    .map(({ eventName, s3: { object } }) => `${eventName} ${object.key}`);
}

const everything = { QueueConfigurations: [{ QueueArn: QUEUE, Events: ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"] }] };
const all = everything as NotificationConfiguration;

test("a queue is told that the way to it is open", async () => {
  const { configure, messages } = await world();
  await configure(all);
  expect(await messages()).toEqual([
    {
      Service: "Amazon S3",
      Event: "s3:TestEvent",
      Time: "2026-01-01T00:00:00.000Z",
      Bucket: "photos",
      RequestId: expect.any(String),
      HostId: expect.any(String),
    },
  ]);
});

test("a queue is told of a new object as AWS tells it", async () => {
  const { configure, messages, put, advance, events } = await world();
  await configure({ QueueConfigurations: [{ Id: "rule-1", QueueArn: QUEUE, Events: ["s3:ObjectCreated:*"] }] });
  await messages();
  await advance(5);
  await put("a b/é@c+d.txt", "something");
  expect(await messages()).toEqual([
    {
      Records: [
        {
          eventVersion: "2.1",
          eventSource: "aws:s3",
          awsRegion: "us-east-1",
          eventTime: "2026-01-01T00:00:05.000Z",
          eventName: "ObjectCreated:Put",
          userIdentity: { principalId: "AWS:000000000000" },
          requestParameters: { sourceIPAddress: "127.0.0.1" },
          responseElements: { "x-amz-request-id": expect.any(String), "x-amz-id-2": expect.any(String) },
          s3: {
            s3SchemaVersion: "1.0",
            configurationId: "rule-1",
            bucket: {
              name: "photos",
              ownerIdentity: { principalId: "000000000000" },
              arn: "arn:aws:s3:::photos",
            },
            object: {
              key: "a+b/%C3%A9%40c%2Bd.txt",
              size: 9,
              eTag: md5("something"),
              sequencer: expect.stringMatching(/^[0-9A-F]{16}$/),
            },
          },
        },
      ],
    },
  ]);
  expect((await events({ type: "notification.queued" })).map(({ text }) => text)).toEqual([
    `notification ObjectCreated:Put for a b/é@c+d.txt queued to ${QUEUE}`,
  ]);
});

test("puts, copies and deletions are told, in an order that the sequencer keeps", async () => {
  const { configure, messages, put, copy, delete: remove } = await world();
  await configure(all);
  await messages();
  await put("a.txt", "one");
  await put("a.txt", "two");
  await remove("a.txt");
  expect(told(await messages())).toEqual([
    "ObjectCreated:Put a.txt",
    "ObjectCreated:Put a.txt",
    "ObjectRemoved:Delete a.txt",
  ]);
  await put("b.txt", "b");
  await copy("photos/b.txt", "c.txt");
  await remove("nothing.txt");
  expect(told(await messages()).sort()).toEqual(["ObjectCreated:Copy c.txt", "ObjectCreated:Put b.txt"]);
});

test("a deletion's message has neither size nor ETag", async () => {
  const { configure, messages, put, delete: remove } = await world();
  await put("a.txt", "one");
  await configure({ QueueConfigurations: [{ QueueArn: QUEUE, Events: ["s3:ObjectRemoved:Delete"] }] });
  await messages();
  await remove("a.txt");
  const [message] = (await messages()) as Notice[];
  expect(message?.Records[0]?.s3.object).toEqual({ key: "a.txt", sequencer: expect.any(String) });
});

test("prefix and suffix choose the keys, events the kind", async () => {
  const { configure, messages, put, copy } = await world();
  const filter = {
    Key: {
      FilterRules: [
        { Name: "prefix" as const, Value: "in/" },
        { Name: "suffix" as const, Value: ".jpg" },
      ],
    },
  };
  await configure({ QueueConfigurations: [{ QueueArn: QUEUE, Events: ["s3:ObjectCreated:Put"], Filter: filter }] });
  await messages();
  await put("in/a.jpg", "x");
  await put("in/a.png", "x");
  await put("out/a.jpg", "x");
  await copy("photos/in/a.jpg", "in/b.jpg");
  expect(told(await messages())).toEqual(["ObjectCreated:Put in/a.jpg"]);
});

test("a topic is told, and pushes it on to its subscribers", async () => {
  const { call, configure, messages, put } = await world();
  await call(subscribe, { TopicArn: TOPIC, Protocol: "sqs", Endpoint: QUEUE });
  await configure({ TopicConfigurations: [{ TopicArn: TOPIC, Events: ["s3:ObjectCreated:*"] }] });
  await put("a.txt", "one");
  const envelopes = (await messages()) as { Subject: string; Message: string; TopicArn: string }[];
  expect(envelopes).toHaveLength(2);
  for (const { Subject, TopicArn } of envelopes)
    expect({ Subject, TopicArn }).toEqual({ Subject: "Amazon S3 Notification", TopicArn: TOPIC });
  const inner = envelopes.map(({ Message }) => JSON.parse(Message));
  expect(inner.find(({ Event }) => Event)).toMatchObject({ Event: "s3:TestEvent" });
  expect(told(inner.filter(({ Records }) => Records))).toEqual(["ObjectCreated:Put a.txt"]);
});

test("every destination of many gets its test event", async () => {
  const { call, configure, events, settle } = await world();
  const names = Array.from({ length: 100 }, (_, index) => `queue-${index}`);
  for (const QueueName of names) await call(createQueue, { QueueName });
  await configure({
    QueueConfigurations: names.map((name, index) => ({
      QueueArn: `arn:aws:sqs:us-east-1:000000000000:${name}`,
      Events: ["s3:ObjectCreated:*"],
      Filter: { Key: { FilterRules: [{ Name: "prefix", Value: `${String(index).padStart(2, "0")}/` }] } },
    })),
  });
  await settle();
  const reached = (await events({ type: "message.sent" })).map(({ resource }) => resource.split(":").at(-1));
  expect(new Set(reached)).toEqual(new Set(names));
});

test("a put that is refused tells nobody", async () => {
  const { configure, messages, put } = await world();
  await configure(all);
  await messages();
  await put("a.txt", "one", { IfNoneMatch: "*" });
  await expect(put("a.txt", "two", { IfNoneMatch: "*" })).rejects.toMatchObject({ status: 412 });
  expect(told(await messages())).toEqual(["ObjectCreated:Put a.txt"]);
});

test("tags, expiry by lifecycle rules and delete markers are told, each in its form", async () => {
  const { configure, messages, put, call, advance, ...rest } = await world();
  const Bucket = "photos";
  const Events = ["s3:ObjectTagging:*", "s3:LifecycleExpiration:*", "s3:ObjectRemoved:*"] as const;
  await configure({ QueueConfigurations: [{ QueueArn: QUEUE, Events: [...Events] }] });
  await messages();
  await put("a", "1");
  await call(putObjectTagging, { Bucket, Key: "a", Tagging: { TagSet: [{ Key: "k", Value: "v" }] } });
  await call(deleteObjectTagging, { Bucket, Key: "a" });
  const Rules = [{ ID: "r", Status: "Enabled" as const, Filter: { Prefix: "" }, Expiration: { Days: 1 } }];
  await call(putBucketLifecycleConfiguration, { Bucket, LifecycleConfiguration: { Rules } });
  await advance(3 * 24 * 60 * 60);
  await call(putBucketVersioning, { Bucket, VersioningConfiguration: { Status: "Enabled" } });
  await put("b", "1");
  await rest.delete("b");
  const records = (await messages()).flatMap((message) => (message as Notice).Records) as unknown as Record<
    string,
    unknown
  >[];
  const shown = records.map(({ eventName, eventVersion, userIdentity }) => [eventName, eventVersion, userIdentity]);
  const owner = { principalId: "AWS:000000000000" };
  expect(shown.sort()).toEqual([
    ["LifecycleExpiration:Delete", "2.3", { principalId: "s3.amazonaws.com" }],
    ["ObjectRemoved:DeleteMarkerCreated", "2.1", owner],
    ["ObjectTagging:Delete", "2.3", owner],
    ["ObjectTagging:Put", "2.3", owner],
  ]);
  const tagged = records.find(
    ({ eventName }) => eventName === "ObjectTagging:Put",
  ) as unknown as Notice["Records"][number];
  expect(tagged.s3.object).toEqual({ key: "a", eTag: md5("1") });
});

test("replicas and their delete markers are told at their destination", async () => {
  const { call, put, delete: remove, version, bucket, messages } = await world();
  const copies = await bucket("copies");
  for (const one of [version, copies.version]) await one("Enabled");
  const NotificationConfiguration = all;
  await call(putBucketNotificationConfiguration, { Bucket: "copies", NotificationConfiguration });
  await call(putBucketReplication, { Bucket: "photos", ReplicationConfiguration: REPLICATION });
  await messages();
  await put("a", "x");
  await remove("a");
  expect(told(await messages())).toEqual(["ObjectCreated:Put a", "ObjectRemoved:DeleteMarkerCreated a"]);
});

test("a replication that failed is told where its rule keeps metrics", async () => {
  const { call, put, version, bucket, configure, messages } = await world();
  const copies = await bucket("copies");
  for (const one of [version, copies.version]) await one("Enabled");
  const rule = { QueueArn: QUEUE, Events: ["s3:Replication:OperationFailedReplication"] as never };
  await configure({ QueueConfigurations: [rule] });
  await call(putBucketReplication, { Bucket: "photos", ReplicationConfiguration: REPLICATION });
  await copies.remove();
  await messages();
  const { VersionId } = await put("a", "x");
  const [message] = (await messages()) as [{ Records: [Record<string, unknown>] }];
  expect(message.Records[0]).toMatchObject({
    eventVersion: "2.2",
    eventName: "Replication:OperationFailedReplication",
    userIdentity: { principalId: "s3.amazonaws.com" },
    s3: { bucket: { name: "photos" }, object: { key: "a", size: 1, versionId: VersionId } },
    replicationEventData: {
      replicationRuleId: "all",
      destinationBucket: "arn:aws:s3:::copies",
      s3Operation: "OBJECT_PUT",
      requestTime: "2026-01-01T00:00:00.000Z",
      failureReason: "DstBucketNotFound",
    },
  });
});

const REPLICATION: ReplicationConfiguration = {
  Role: "arn:aws:iam::000000000000:role/replication",
  Rules: [
    {
      ID: "all",
      Status: "Enabled",
      Priority: 1,
      Filter: {},
      DeleteMarkerReplication: { Status: "Enabled" },
      Destination: { Bucket: "arn:aws:s3:::copies", Metrics: { Status: "Enabled" } },
    },
  ],
};
