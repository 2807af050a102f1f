import { createVerify } from "node:crypto";
import {
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  ListTagsForResourceCommand,
  PublishBatchCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
  TagResourceCommand,
} from "@aws-sdk/client-sns";
import {
  AddPermissionCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  ListMessageMoveTasksCommand,
  ListQueueTagsCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
  TagQueueCommand,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allow, type Installation, install, OWNER } from "./support/installation.ts";
import { missingPermissions, permissionsAsked } from "./support/permissions.ts";

/* Queues and topics in depth, as they are deployed: on DynamoDB, with deliveries by the worker. */

const STRANGER = "111111111111";
let deployment: Installation;
let sqs: SQSClient;
let sns: SNSClient;

beforeAll(async () => {
  deployment = await install();
  sqs = new SQSClient(deployment.client());
  sns = new SNSClient(deployment.client());
});
afterAll(() => deployment.remove());

const arnOf = (queue: string) => `arn:aws:sqs:us-east-1:${OWNER}:${queue}`;

async function makeQueue(QueueName: string, Attributes: Record<string, string> = {}): Promise<string> {
  return (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? "";
}

async function makeTopic(Name: string, Attributes: Record<string, string> = {}): Promise<string> {
  return (await sns.send(new CreateTopicCommand({ Name, Attributes }))).TopicArn ?? "";
}

async function subscribe(TopicArn: string, queue: string, Attributes: Record<string, string>): Promise<string> {
  const input = { TopicArn, Protocol: "sqs", Endpoint: arnOf(queue), Attributes, ReturnSubscriptionArn: true };
  return (await sns.send(new SubscribeCommand(input))).SubscriptionArn ?? "";
}

async function receive(QueueUrl: string, more: { MaxNumberOfMessages?: number; VisibilityTimeout?: number } = {}) {
  const input = { QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ["All" as const], ...more };
  return (await sqs.send(new ReceiveMessageCommand(input))).Messages ?? [];
}

const bodiesOf = (messages: readonly { Body?: string | undefined }[]) => messages.map(({ Body }) => Body);

describe("queues", () => {
  test("a FIFO queue keeps each group's order, locks it, and takes what comes twice for one", async () => {
    const QueueUrl = await makeQueue("orders.fifo", { FifoQueue: "true", ContentBasedDeduplication: "true" });
    const Entries = ["a1", "a2", "b1"].map((MessageBody) => ({
      Id: MessageBody,
      MessageBody,
      MessageGroupId: MessageBody.charAt(0),
    }));
    const { Successful = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    const again = await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "a1", MessageGroupId: "a" }));
    expect(again.SequenceNumber).toBe(Successful[0]?.SequenceNumber);
    const [first] = await receive(QueueUrl, { MaxNumberOfMessages: 1 });
    expect(first?.Body).toBe("a1");
    expect(bodiesOf(await receive(QueueUrl))).toEqual(["b1"]);
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
    expect(bodiesOf(await receive(QueueUrl))).toEqual(["a2"]);
    await deployment.advance(301);
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "a1", MessageGroupId: "new" }));
    expect(bodiesOf(await receive(QueueUrl)).toSorted()).toEqual(["a1", "a2", "b1"]);
  });

  test("a redrive task moves dead messages back to where they came from", async () => {
    const deadUrl = await makeQueue("dead-letters");
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf("dead-letters"), maxReceiveCount: 1 });
    const QueueUrl = await makeQueue("letters", { RedrivePolicy });
    for (const MessageBody of ["one", "two"]) await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    for (let turn = 0; turn < 2; turn += 1) await receive(QueueUrl, { VisibilityTimeout: 0 });
    await deployment.settle();
    const dead = await receive(deadUrl, { VisibilityTimeout: 0 });
    expect(dead.map(({ Attributes }) => Attributes?.DeadLetterQueueSourceArn)).toEqual(Array(2).fill(arnOf("letters")));
    const SourceArn = arnOf("dead-letters");
    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn }));
    await deployment.settle();
    await deployment.advance(5);
    await deployment.settle();
    const { Results = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn }));
    expect(Results).toMatchObject([{ Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 2 }]);
    expect(bodiesOf(await receive(QueueUrl)).toSorted()).toEqual(["one", "two"]);
    const shown = await deployment.call("queues", { path: "/v1/queues/letters" });
    expect(shown.json).toMatchObject({ visible: 0, inFlight: 2 });
  });

  test("another account sends by permission only, and tags stay", async () => {
    const QueueUrl = await makeQueue("shared");
    await sqs.send(new TagQueueCommand({ QueueUrl, Tags: { team: "blue" } }));
    expect((await sqs.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ team: "blue" });
    const theirs = new SQSClient(deployment.client(STRANGER));
    const send = () => theirs.send(new SendMessageCommand({ QueueUrl, MessageBody: "from abroad" }));
    await expect(send()).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    const permission = { QueueUrl, Label: "theirs", AWSAccountIds: [STRANGER], Actions: ["SendMessage"] };
    await sqs.send(new AddPermissionCommand(permission));
    await send();
    expect(bodiesOf(await receive(QueueUrl))).toEqual(["from abroad"]);
  });
});

describe("topics", () => {
  test("a FIFO topic brings a FIFO queue each group's messages in their order, once", async () => {
    const QueueUrl = await makeQueue("steps.fifo", { FifoQueue: "true" });
    const TopicArn = await makeTopic("steps.fifo", { FifoTopic: "true", ContentBasedDeduplication: "true" });
    await subscribe(TopicArn, "steps.fifo", { RawMessageDelivery: "true" });
    const bodies = ["one", "two", "three", "four"];
    const entries = bodies.map((Message) => ({ Id: Message, Message, MessageGroupId: "g" }));
    await sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: entries }));
    await sns.send(new PublishCommand({ TopicArn, Message: "one", MessageGroupId: "g" }));
    await deployment.settle();
    expect(bodiesOf(await receive(QueueUrl))).toEqual(bodies);
    await sns.send(new TagResourceCommand({ ResourceArn: TopicArn, Tags: [{ Key: "k", Value: "v" }] }));
    const { Tags } = await sns.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }));
    expect(Tags).toEqual([{ Key: "k", Value: "v" }]);
  });

  test("a filter policy lets through what it fits, and says beforehand what it would", async () => {
    const QueueUrl = await makeQueue("dear");
    const TopicArn = await makeTopic("sales");
    const policy = { price: [{ numeric: [">=", 100] }], $or: [{ colour: [{ prefix: "bl" }] }, { rush: [true] }] };
    const FilterPolicy = JSON.stringify(policy);
    await subscribe(TopicArn, "dear", { FilterPolicy, FilterPolicyScope: "MessageBody", RawMessageDelivery: "true" });
    const messages = ['{"price":150,"colour":"blue"}', '{"price":50,"colour":"blue"}', '{"price":100,"rush":true}'];
    for (const Message of messages) await sns.send(new PublishCommand({ TopicArn, Message }));
    await deployment.settle();
    expect(bodiesOf(await receive(QueueUrl)).toSorted()).toEqual([messages[2], messages[0]]);
    const test = { filterPolicy: policy, filterPolicyScope: "body", message: messages[1] };
    const tried = await deployment.call("topics", { method: "POST", path: "/v1/filter-policies/test", json: test });
    expect(tried).toMatchObject({ status: 200, json: { matches: false } });
  });

  test.each(["", ".fifo"])(
    "the largest message fits into rows, as it is and in its envelope (largest%s)",
    async (suffix) => {
      const isFifo = suffix !== "";
      const names = [`largest-raw${suffix}`, `largest-envelopes${suffix}`] as const;
      const queue = isFifo ? { FifoQueue: "true" } : {};
      const topic = isFifo ? { FifoTopic: "true", ContentBasedDeduplication: "true" } : {};
      const urls = [await makeQueue(names[0], queue), await makeQueue(names[1], queue)] as const;
      const TopicArn = await makeTopic(`largest${suffix}`, topic);
      await subscribe(TopicArn, names[0], { RawMessageDelivery: "true" });
      await subscribe(TopicArn, names[1], {});
      // A quote takes two bytes in JSON, and four in the JSON of an envelope.
      const Message = 'x"'.repeat(131_072);
      await sns.send(new PublishCommand({ TopicArn, Message, ...(isFifo ? { MessageGroupId: "g" } : {}) }));
      await deployment.settle();
      const [raw] = await receive(urls[0]);
      expect(raw?.Body === Message).toBe(true);
      const [enveloped] = await receive(urls[1]);
      expect(JSON.parse(enveloped?.Body ?? "{}").Message === Message).toBe(true);
    },
  );

  test("what cannot be delivered goes to the subscription's dead-letter queue", async () => {
    const lost = await makeQueue("lost");
    const deadUrl = await makeQueue("undelivered");
    const TopicArn = await makeTopic("alarms");
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf("undelivered") });
    await subscribe(TopicArn, "lost", { RedrivePolicy, RawMessageDelivery: "true" });
    await sqs.send(new DeleteQueueCommand({ QueueUrl: lost }));
    await sns.send(new PublishCommand({ TopicArn, Message: "fire" }));
    await deployment.settle();
    expect(bodiesOf(await receive(deadUrl))).toEqual(["fire"]);
  });

  test("envelopes are signed with the key whose certificate the load balancer serves without a key", async () => {
    const QueueUrl = await makeQueue("signed");
    const TopicArn = await makeTopic("signed", { SignatureVersion: "2" });
    await subscribe(TopicArn, "signed", {});
    await sns.send(new PublishCommand({ TopicArn, Message: "hello", Subject: "a subject" }));
    await deployment.settle();
    const [message] = await receive(QueueUrl);
    const envelope = JSON.parse(message?.Body ?? "{}") as Record<string, string>;
    const certificate = await open("aws", envelope.SigningCertURL ?? "");
    expect(certificate).toMatchObject({ status: 200, headers: { "Content-Type": ["application/x-pem-file"] } });
    const signed = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];
    const text = signed.map((name) => `${name}\n${envelope[name]}\n`).join("");
    const verifier = createVerify("sha256").update(text);
    expect(verifier.verify(certificate.bytes, envelope.Signature ?? "", "base64")).toBe(true);
  });

  test("a letter's link and SubscribeURL confirm for whoever has them, each through its own function", async () => {
    const TopicArn = await makeTopic("letters");
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: "email", Endpoint: "ada@example.com" }));
    await deployment.settle();
    const { json: inbox } = await deployment.call("playground", { path: "/v1/playground/inbox" });
    const [link = ""] = /http[^\s"\\]+\/confirm[^\s"\\]+/.exec(JSON.stringify(inbox)) ?? [];
    expect((await open("topics", link)).status).toBe(200);

    const theirs = new SQSClient(deployment.client(STRANGER));
    const Policy = allow({ Service: "sns.amazonaws.com" }, "sqs:SendMessage", "*");
    const { QueueUrl } = await theirs.send(new CreateQueueCommand({ QueueName: "abroad", Attributes: { Policy } }));
    const Endpoint = `arn:aws:sqs:us-east-1:${STRANGER}:abroad`;
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint }));
    await deployment.settle();
    const { Messages } = await theirs.send(new ReceiveMessageCommand({ QueueUrl }));
    const { SubscribeURL } = JSON.parse(Messages?.[0]?.Body ?? "{}") as Record<string, string>;
    const confirmed = await open("aws", SubscribeURL ?? "");
    expect([confirmed.status, confirmed.bytes.toString()]).toEqual([200, expect.stringContaining("SubscriptionArn")]);
    const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    expect(Subscriptions.map(({ SubscriptionArn }) => SubscriptionArn)).not.toContain("PendingConfirmation");
  });
});

/** Follows a link as a browser does, which has no key. */
function open(name: "aws" | "topics", link: string) {
  const { pathname, searchParams } = new URL(link);
  return deployment.call(name, {
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: { authorization: "" },
  });
}

test("each function asked no more of AWS than its role allows", async () => {
  for (const what of ["playgrounds", "blobs", "totals"] as const) await deployment.sweep({ sweep: what });
  expect(permissionsAsked("aws")).toEqual(
    expect.arrayContaining(["dynamodb:PutItem", "dynamodb:Query", "sqs:SendMessage"]),
  );
  expect(permissionsAsked("sweep")).toContain("s3:ListBucket");
  expect(missingPermissions()).toEqual([]);
});
