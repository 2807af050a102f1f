import * as S3 from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { clientOptions } from "./support/clients.ts";
import { objectCalls } from "./support/objects.ts";
import { s3Scenario, wholeScenario } from "./support/scenario.ts";

/* What AWS was recorded to tell queues and topics of objects, record by record. */

const ACCOUNT = "111111111111";
const server = sharedServer();
const clientsOf = (region: string) => {
  const options = clientOptions(server, { account: ACCOUNT, region });
  return { s3: new S3.S3Client(options), sqs: new SQSClient(options) };
};
const { s3: client } = clientsOf("us-east-1");
const sns = new SNSClient(clientOptions(server, { account: ACCOUNT }));
let count = 0;

type Message = Record<string, unknown>;

async function newBucket(region = "us-east-1"): Promise<string> {
  count += 1;
  const Bucket = `recorded-${count}`;
  const LocationConstraint = region as S3.BucketLocationConstraint;
  const elsewhere = region === "us-east-1" ? {} : { CreateBucketConfiguration: { LocationConstraint } };
  await clientsOf(region).s3.send(new S3.CreateBucketCommand({ Bucket, ...elsewhere }));
  return Bucket;
}

async function newQueue(QueueName = `queue-${count}`, region = "us-east-1") {
  const { sqs } = clientsOf(region);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName }));
  const wanted = { QueueUrl, WaitTimeSeconds: 5, MaxNumberOfMessages: 1 };
  return {
    QueueArn: `arn:aws:sqs:${region}:${ACCOUNT}:${QueueName}`,
    /** The next so many that are about objects: not the test event. */
    async messages(many: number): Promise<Message[]> {
      const found: Message[] = [];
      while (found.length < many) {
        const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(wanted));
        expect(Messages, "a message was due").not.toEqual([]);
        for (const { Body = "", ReceiptHandle } of Messages) {
          const message = JSON.parse(Body) as Message;
          if (!Body.includes("s3:TestEvent")) found.push(message);
          await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        }
      }
      return found;
    },
  };
}

async function listening(Events: S3.Event[], region?: string) {
  const Bucket = await newBucket(region);
  const { QueueArn, messages } = await newQueue(undefined, region);
  const { s3 } = clientsOf(region ?? "us-east-1");
  const NotificationConfiguration = { QueueConfigurations: [{ QueueArn, Events }] };
  await s3.send(new S3.PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
  async function records(many: number): Promise<Message[]> {
    const found = (await messages(many)).flatMap(({ Records }) => Records as Message[]).map(masked);
    return found.sort((one, other) => (String(one.eventName) < String(other.eventName) ? -1 : 1));
  }
  return { Bucket, records, ...objectCalls(client, Bucket) };
}

/** Instants and ids that the recordings name by kind. */
function masked(record: Message): Message {
  const text = JSON.stringify(record)
    .replace(/"(eventTime|Timestamp|lifecycleRestorationExpiryTime)":"[^"]+"/g, '"$1":"date"')
    .replace(/"x-amz-request-id":"[^"]+"/, '"x-amz-request-id":"amz-request-id"')
    .replace(/"x-amz-id-2":"[^"]+"/, '"x-amz-id-2":"amz-id"')
    .replace(/"sequencer":"[^"]+"/, '"sequencer":"sequencer"');
  return JSON.parse(text) as Message;
}

describe("a queue is told", () => {
  const told = (scenario: string, messages: Message[]) =>
    wholeScenario(`TestS3NotificationsToSQS::${scenario}`)("receive_messages", { messages });

  test("of a created, copied and removed object", async () => {
    const { put, copy, remove, records } = await listening(["s3:ObjectCreated:*", "s3:ObjectRemoved:*"]);
    await put("src", "something");
    await copy("src", "dest");
    await remove("src");
    await told("test_object_created_and_object_removed", await records(3));
  });

  test("of a copy only", async () => {
    const { put, copy, records } = await listening(["s3:ObjectCreated:Copy"]);
    await put("src", "something");
    await copy("src", "dest");
    await told("test_object_created_copy", await records(1));
  });

  test("of a link's upload, in each region", async () => {
    const like = wholeScenario("TestS3NotificationsToSQS::test_object_created_put_with_presigned_url_upload");
    for (const [region, response] of [
      ["us-east-1", "receive_messages"],
      ["us-west-2", "receive_messages_region_2"],
    ] as const) {
      const { Bucket, records } = await listening(["s3:ObjectCreated:*"], region);
      const command = new S3.PutObjectCommand({ Bucket, Key: "key-by-hostname" });
      const url = await getSignedUrl(clientsOf(region).s3 as never, command as never);
      await fetch(url, { method: "PUT", body: "something" });
      await like(response, { messages: await records(1) });
    }
  });

  test("of a key that has to be encoded, and of tags", async () => {
    const { Bucket, put, records } = await listening(["s3:ObjectCreated:*", "s3:ObjectTagging:*"]);
    const Key = "a@b";
    await put(Key, "something");
    await told("test_key_encoding", await records(1));
    const Tagging = { TagSet: [{ Key: "a", Value: "b" }] };
    await client.send(new S3.PutObjectTaggingCommand({ Bucket, Key, Tagging }));
    const [tagged] = await records(1);
    const text = JSON.stringify(tagged).replace(/"eTag":"[^"]+"/, '"eTag":"f3e6da48d914f3f04f6bd9cb092c044d"');
    await told("test_object_tagging_put_event", [JSON.parse(text) as Message]);
  });

  test("of an archived object that is restored", async () => {
    const { Bucket, put, records } = await listening(["s3:ObjectRestore:*"]);
    const Key = "my_key_restore";
    await put(Key, "something", { StorageClass: "GLACIER" });
    const RestoreRequest = { Days: 1, GlacierJobParameters: { Tier: "Expedited" as const } };
    await client.send(new S3.RestoreObjectCommand({ Bucket, Key, RestoreRequest }));
    await server.api.post("/v1/playground/clock", { advanceSeconds: 300 });
    const [completed, post] = await records(2);
    await told("test_restore_object", [post ?? {}, completed ?? {}]);
    await server.api.post("/v1/playground/clock", { advanceSeconds: 2 * 24 * 60 * 60 });
    expect(await records(1)).toMatchObject([
      { eventName: "ObjectRestore:Delete", eventVersion: "2.3", userIdentity: { principalId: "s3.amazonaws.com" } },
    ]);
  });

  test("of an object that a lifecycle rule moved", async () => {
    const { Bucket, put, records } = await listening(["s3:LifecycleTransition"]);
    const Filter = { ObjectSizeGreaterThan: 1 };
    const Transitions = [{ Days: 0, StorageClass: "GLACIER" as const }];
    const Rules = [{ ID: "cold", Status: "Enabled" as const, Filter, Transitions }];
    await client.send(new S3.PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
    await put("a", "something");
    await server.api.post("/v1/playground/clock", { advanceSeconds: 24 * 60 * 60 });
    expect(await records(1)).toMatchObject([
      {
        eventName: "LifecycleTransition",
        eventVersion: "2.3",
        s3: { object: { key: "a", size: 9 } },
        lifecycleEventData: { transitionEventData: { destinationStorageClass: "GLACIER" } },
      },
    ]);
  });
});

describe("a topic is told", () => {
  async function publishing(Filter?: S3.NotificationConfigurationFilter) {
    const Bucket = await newBucket();
    const { QueueArn, messages } = await newQueue();
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: `topic-${count}` }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: QueueArn }));
    const rule = { TopicArn, Events: ["s3:ObjectCreated:*" as const], ...(Filter ? { Filter } : {}) };
    const NotificationConfiguration = { TopicConfigurations: [rule] };
    await client.send(new S3.PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
    /** Without the addresses, which are the playground's own. */
    async function envelopes(many: number): Promise<Message[]> {
      return (await messages(many)).map(({ SigningCertURL, UnsubscribeURL, ...envelope }) => {
        const { Records } = JSON.parse(String(envelope.Message)) as { Records: Message[] };
        expect([typeof SigningCertURL, typeof UnsubscribeURL]).toEqual(["string", "string"]);
        const Message = { Records: Records.map(masked) };
        return { ...masked(envelope), Message, ...addresses(envelope.TopicArn) };
      });
    }
    return { envelopes, ...objectCalls(client, Bucket) };
  }
  const addresses = (topic: unknown) => ({
    SigningCertURL: "https://sns/SimpleNotificationService-certificate",
    UnsubscribeURL: `https://sns/?Action=Unsubscribe&SubscriptionArn=${topic}:id`,
  });

  test("in envelopes", async () => {
    const { put, envelopes } = await publishing();
    await put("bucket-key", "first event");
    const [first] = await envelopes(1);
    await put("bucket-key", "second event");
    const [second] = await envelopes(1);
    const like = wholeScenario("TestS3NotificationsToSns::test_object_created_put");
    await like("receive_messages", { messages: [first, second] });
  });

  test("of keys that fit its filter", async () => {
    const FilterRules = [
      { Name: "prefix" as const, Value: "testupload/" },
      { Name: "suffix" as const, Value: "testfile.txt" },
    ];
    const { put, envelopes } = await publishing({ Key: { FilterRules } });
    await put("other/testfile.txt", "something");
    await put("testupload/dir1/testfile.txt", "x".repeat(35));
    const [message] = await envelopes(1);
    const text = JSON.stringify(message).replace(/"eTag":"[^"]+"/, '"eTag":"f5260f0f41af2722d9fe17a57dfa9da5"');
    const like = wholeScenario("TestS3NotificationsToSns::test_bucket_notifications_with_filter");
    await like("message", JSON.parse(text) as object);
  });
});

describe("a configuration", () => {
  const configure = (Bucket: string, NotificationConfiguration: S3.NotificationConfiguration, more = {}) =>
    client.send(new S3.PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration, ...more }));

  test("for a queue that nobody looks for", async () => {
    const Bucket = await newBucket();
    const QueueArn = `arn:aws:sqs:us-east-1:${ACCOUNT}:my-queue`;
    const QueueConfigurations = [{ Id: "id123", QueueArn, Events: ["s3:ObjectCreated:*" as const] }];
    await configure(Bucket, { QueueConfigurations }, { SkipDestinationValidation: true });
    const get = client.send(new S3.GetBucketNotificationConfigurationCommand({ Bucket }));
    await wholeScenario("TestS3NotificationsToSQS::test_invalid_sqs_arn")("skip_destination_validation", get);
  });

  test("with an empty suffix", async () => {
    const Bucket = await newBucket();
    const { QueueArn } = await newQueue("my-queue-1");
    const Filter = { Key: { FilterRules: [{ Name: "suffix" as const, Value: "" }] } };
    await configure(Bucket, { QueueConfigurations: [{ QueueArn, Events: ["s3:ObjectCreated:*"], Filter }] });
    const get = client.send(new S3.GetBucketNotificationConfigurationCommand({ Bucket }));
    const like = wholeScenario("TestS3NotificationsToSQS::test_filter_rules_empty_value");
    await like("bucket_notification_configuration", get);
  });

  test("of a bucket that is not there", async () => {
    const { refused, names } = s3Scenario("TestS3NotificationsToSns::test_bucket_not_exist");
    names.set("<bucket-name:1>", "nobody");
    const TopicConfigurations = [
      { TopicArn: `arn:aws:sns:us-east-1:${ACCOUNT}:t`, Events: ["s3:ObjectCreated:*" as const] },
    ];
    await refused("bucket_not_exists", configure("nobody", { TopicConfigurations }));
  });
});
