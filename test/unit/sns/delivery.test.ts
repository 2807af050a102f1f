import { describe, expect, it } from "vitest";
import { createTopic } from "../../../shared/services/sns/operations/create-topic.ts";
import { publish } from "../../../shared/services/sns/operations/publish.ts";
import { setTopicAttributes } from "../../../shared/services/sns/operations/set-topic-attributes.ts";
import { subscribe } from "../../../shared/services/sns/operations/subscribe.ts";
import { deleteQueue } from "../../../shared/services/sqs/operations/delete-queue.ts";
import { receiveMessage } from "../../../shared/services/sqs/operations/receive-message.ts";
import {
  createNewsWorld,
  inbox,
  publishAndSettle,
  queueUrlOf,
  subscribeQueue,
  TOPIC,
  textsIn,
  textsOf,
  verifies,
} from "./support.ts";

const RAW = { RawMessageDelivery: "true" };
const PHONE = "+4915112345678";

describe("a delivery to a queue", () => {
  it("is an envelope of JSON, laid out and signed as AWS does it", async () => {
    const world = await createNewsWorld();
    const subscription = await subscribeQueue(world, "one");
    const { MessageId } = await world.call(publish, {
      TopicArn: TOPIC,
      Message: 'say "hi"',
      Subject: "greetings",
      MessageAttributes: {
        store: { DataType: "String", StringValue: "books" },
        picture: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2, 3]) },
      },
    });
    await world.settle();
    const [body = ""] = await textsIn(world, "one");
    const { Signature, SigningCertURL } = JSON.parse(body);
    const { id } = await world.engine.ports.signer.certificate();
    expect(SigningCertURL).toBe(`http://127.0.0.1:4566/SimpleNotificationService-${id}.pem`);
    expect(body).toBe(
      [
        "{",
        '  "Type" : "Notification",',
        `  "MessageId" : "${MessageId}",`,
        `  "TopicArn" : "${TOPIC}",`,
        '  "Subject" : "greetings",',
        '  "Message" : "say \\"hi\\"",',
        '  "Timestamp" : "2026-01-01T00:00:00.000Z",',
        '  "SignatureVersion" : "1",',
        `  "Signature" : "${Signature}",`,
        `  "SigningCertURL" : "${SigningCertURL}",`,
        `  "UnsubscribeURL" : "http://127.0.0.1:4566/?Action=Unsubscribe&SubscriptionArn=${subscription}",`,
        '  "MessageAttributes" : {',
        '    "store" : {"Type":"String","Value":"books"},',
        '    "picture" : {"Type":"Binary","Value":"AQID"}',
        "  }",
        "}",
      ].join("\n"),
    );
    expect(await verifies(world, JSON.parse(body))).toBe(true);
    expect(await verifies(world, { ...JSON.parse(body), Message: "say no" })).toBe(false);
  });

  it("is the message itself with its attributes when it is raw", async () => {
    const world = await createNewsWorld();
    await subscribeQueue(world, "one", RAW);
    await publishAndSettle(world, "hello", { store: { DataType: "String", StringValue: "books" } });
    const { Messages } = await world.call(receiveMessage, {
      QueueUrl: queueUrlOf("one"),
      MessageAttributeNames: ["All"],
    });
    expect(Messages?.[0]).toMatchObject({
      Body: "hello",
      MessageAttributes: { store: { DataType: "String", StringValue: "books" } },
    });
  });

  it("is given up when it is raw and has more attributes than a queue takes; an envelope takes them", async () => {
    const world = await createNewsWorld();
    await subscribeQueue(world, "raw", RAW);
    await subscribeQueue(world, "wrapped");
    const attributes = Array.from({ length: 11 }, (_, index) => [
      `a${index}`,
      { DataType: "String", StringValue: "x" },
    ]);
    await publishAndSettle(world, "hello", Object.fromEntries(attributes));
    expect(await textsIn(world, "raw")).toEqual([]);
    expect(await textsIn(world, "wrapped")).toHaveLength(1);
    expect((await textsOf(world, "delivery.abandoned"))[0]).toMatch(
      /queue raw: it has 11 message attributes.*Given up after one try/,
    );
  });

  it("is given up at once when there is no such queue, and stops no other", async () => {
    const world = await createNewsWorld();
    await subscribeQueue(world, "gone", RAW);
    await subscribeQueue(world, "there", RAW);
    await world.call(deleteQueue, { QueueUrl: queueUrlOf("gone") });
    const id = await publishAndSettle(world, "hello");
    expect(await textsIn(world, "there")).toEqual(["hello"]);
    expect(await textsOf(world, "delivery.abandoned")).toEqual([
      `message ${id} could not be delivered to the queue gone: The specified queue does not exist. Given up after one try; the message is lost to this subscriber`,
    ]);
  });

  it("can be followed from the publication into the queue by its trace", async () => {
    const world = await createNewsWorld();
    await subscribeQueue(world, "one", RAW);
    await world.call(publish, { TopicArn: TOPIC, Message: "hello" }, { traceId: "1-abc" });
    await world.settle();
    const types = (await world.events({ traceId: "1-abc" })).map(({ type }) => type);
    expect(types).toEqual(["message.published", "message.fanned-out", "message.sent", "message.delivered"]);
  });

  it("has the queue's own text when the message has one for each protocol", async () => {
    const world = await createNewsWorld();
    await subscribeQueue(world, "one", RAW);
    await world.call(subscribe, { TopicArn: TOPIC, Protocol: "sms", Endpoint: PHONE });
    const Message = JSON.stringify({ default: "for all", sqs: "for queues" });
    await world.call(publish, { TopicArn: TOPIC, Message, MessageStructure: "json" });
    await world.settle();
    expect(await textsIn(world, "one")).toEqual(["for queues"]);
    expect((await inbox(world)).map(({ text }) => text)).toEqual(["for all"]);
  });
});

describe("a delivery to a phone", () => {
  it("lands in the inbox, with the topic's display name before it", async () => {
    const world = await createNewsWorld();
    await world.call(setTopicAttributes, { TopicArn: TOPIC, AttributeName: "DisplayName", AttributeValue: "Shop" });
    await world.call(subscribe, { TopicArn: TOPIC, Protocol: "sms", Endpoint: "+49 (151) 123-456.78" });
    await publishAndSettle(world, "hello");
    expect(await inbox(world)).toMatchObject([
      { kind: "sms", to: PHONE, from: "NOTICE", text: "Shop> hello", source: TOPIC },
    ]);
  });

  it("is given up when the text is longer than text messages are", async () => {
    const world = await createNewsWorld();
    await world.call(subscribe, { TopicArn: TOPIC, Protocol: "sms", Endpoint: PHONE });
    await publishAndSettle(world, "x".repeat(1601));
    expect(await inbox(world)).toEqual([]);
    expect((await textsOf(world, "delivery.abandoned"))[0]).toContain("it has 1601 characters");
  });
});

describe("a delivery that fails for now", () => {
  it("is tried again after AWS's pauses and tells each time why", async () => {
    const world = await createNewsWorld();
    await world.call(subscribe, { TopicArn: TOPIC, Protocol: "sms", Endpoint: PHONE });
    const gateway = world.engine.ports.deliveries;
    const { deliver } = gateway;
    let failures = 2;
    gateway.deliver = (delivery) => {
      if (failures === 0) return deliver.call(gateway, delivery);
      failures -= 1;
      return Promise.reject(new Error("no signal"));
    };
    await publishAndSettle(world, "hello");
    await world.advance(9);
    expect(await inbox(world)).toEqual([]);
    await world.advance(11);
    expect(await inbox(world)).toHaveLength(1);
    const failed = await textsOf(world, "delivery.failed");
    expect(failed.map((text) => text.replace(/^message \S+ /, ""))).toEqual([
      `could not be delivered to ${PHONE}: no signal. Try 2 comes in 10 s`,
      `could not be delivered to ${PHONE}: no signal. Try 3 comes in 10 s`,
    ]);
  });

  it("is given up after fifty more tries in six hours and a half when it is for a person", async () => {
    const world = await createNewsWorld();
    await world.call(subscribe, { TopicArn: TOPIC, Protocol: "sms", Endpoint: PHONE });
    world.engine.ports.deliveries.deliver = () => Promise.reject(new Error("no signal"));
    await publishAndSettle(world, "hello");
    await world.advance(9 * 3600);
    expect(await textsOf(world, "delivery.failed")).toHaveLength(50);
    expect((await textsOf(world, "delivery.abandoned"))[0]).toContain("Given up after 51 tries");
  });
});

describe("topics in two regions", () => {
  it("are two topics", async () => {
    const world = await createNewsWorld();
    const elsewhere = await world.call(createTopic, { Name: "news" }, { region: "eu-west-1" });
    expect(elsewhere.TopicArn).toBe("arn:aws:sns:eu-west-1:000000000000:news");
    await subscribeQueue(world, "one", RAW);
    await world.call(publish, { TopicArn: elsewhere.TopicArn, Message: "hello" }, { region: "eu-west-1" });
    await world.settle();
    expect(await textsIn(world, "one")).toEqual([]);
  });
});
