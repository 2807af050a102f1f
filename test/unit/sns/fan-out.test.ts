import { describe, expect, it } from "vitest";
import { FAN_OUT_PAGE } from "../../../shared/services/sns/limits.ts";
import { createTopic } from "../../../shared/services/sns/operations/create-topic.ts";
import { deleteTopic } from "../../../shared/services/sns/operations/delete-topic.ts";
import { publish } from "../../../shared/services/sns/operations/publish.ts";
import { publishBatch } from "../../../shared/services/sns/operations/publish-batch.ts";
import { subscribe } from "../../../shared/services/sns/operations/subscribe.ts";
import { unsubscribe } from "../../../shared/services/sns/operations/unsubscribe.ts";
import {
  createNewsWorld,
  messageRows,
  publishAndSettle,
  queueArnOf,
  subscribeQueue,
  TOPIC,
  textsIn,
  textsOf,
} from "./support.ts";

const RAW = { RawMessageDelivery: "true" };

describe("a publication", () => {
  it("is one row and one effect, whatever the number of subscribers", async () => {
    const world = await createNewsWorld();
    for (let index = 0; index < 30; index += 1) await subscribeQueue(world, `q${index}`, RAW);
    const transactions: number[] = [];
    const { transact } = world.store;
    world.store.transact = (writes) => {
      transactions.push(writes.length);
      return transact.call(world.store, writes);
    };
    await world.call(publish, { TopicArn: TOPIC, Message: "hello" });
    expect(transactions).toEqual([2]);
  });

  it("reaches sixty queues, page after page, each of them once", async () => {
    const world = await createNewsWorld();
    const names = Array.from({ length: 60 }, (_, index) => `q${index}`);
    for (const name of names) await subscribeQueue(world, name, RAW);
    expect(names.length).toBeGreaterThan(2 * FAN_OUT_PAGE);
    const id = await publishAndSettle(world, "hello");
    for (const name of names) expect(await textsIn(world, name)).toEqual(["hello"]);
    expect(await textsOf(world, "message.fanned-out")).toEqual([
      `message ${id} published to topic news; 60 of 60 subscriptions matched`,
    ]);
    expect(world.errors).toEqual([]);
  });

  it("reaches a number of subscribers that fills pages exactly", async () => {
    const world = await createNewsWorld();
    for (let index = 0; index < FAN_OUT_PAGE; index += 1) await subscribeQueue(world, `q${index}`, RAW);
    await publishAndSettle(world, "hello");
    expect(await textsIn(world, `q${FAN_OUT_PAGE - 1}`)).toEqual(["hello"]);
    expect(await textsOf(world, "message.fanned-out")).toHaveLength(1);
  });

  it("delivers once although jobs come twice", async () => {
    const world = await createNewsWorld();
    await subscribeQueue(world, "one", RAW);
    await subscribeQueue(world, "two", RAW);
    const { send } = world.engine.ports.jobs;
    world.engine.ports.jobs.send = (jobs) => send.call(world.engine.ports.jobs, [...jobs, ...jobs]);
    await publishAndSettle(world, "hello");
    expect(await textsIn(world, "one")).toEqual(["hello"]);
    expect(await textsIn(world, "two")).toEqual(["hello"]);
    expect(await textsOf(world, "message.fanned-out")).toHaveLength(1);
  });

  it("reaches nobody when nobody subscribed, and the journal says so", async () => {
    const world = await createNewsWorld();
    const id = await publishAndSettle(world, "hello");
    expect(await textsOf(world, "message.fanned-out")).toEqual([
      `message ${id} reached nobody: topic news has no subscriptions, and a topic keeps nothing for later`,
    ]);
    await subscribeQueue(world, "late", RAW);
    await world.advance(3600);
    expect(await textsIn(world, "late")).toEqual([]);
  });

  it("passes over those whose filter policy doesn't match, each with its reason", async () => {
    const world = await createNewsWorld();
    await subscribeQueue(world, "toys", { ...RAW, FilterPolicy: '{"store":["toys"]}' });
    await subscribeQueue(world, "books", { ...RAW, FilterPolicy: '{"store":["books"]}' });
    await subscribeQueue(world, "all", RAW);
    const id = await publishAndSettle(world, "hello", { store: { DataType: "String", StringValue: "books" } });
    expect(await textsIn(world, "toys")).toEqual([]);
    expect(await textsIn(world, "books")).toEqual(["hello"]);
    expect(await textsIn(world, "all")).toEqual(["hello"]);
    const reason = 'its filter policy wants the attribute "store" to be "toys"; the message has "books"';
    expect(await textsOf(world, "message.filtered")).toEqual([`message ${id} not sent to the queue toys: ${reason}`]);
    expect(await textsOf(world, "message.fanned-out")).toEqual([
      `message ${id} published to topic news; 2 of 3 subscriptions matched: the queue toys: ${reason}`,
    ]);
  });

  it("names the first reasons in the summary and counts the others", async () => {
    const world = await createNewsWorld();
    for (let index = 0; index < 5; index += 1)
      await subscribeQueue(world, `q${index}`, { FilterPolicy: '{"a":["b"]}' });
    const id = await publishAndSettle(world, "hello");
    const [text] = await textsOf(world, "message.fanned-out");
    expect(text).toMatch(/; 0 of 5 subscriptions matched: (the queue q\d: .*no such attribute\. ){3}and 2 more$/);
    expect(await messageRows(world, id)).toBe(0);
  });

  it("goes nowhere when the topic is deleted first", async () => {
    const world = await createNewsWorld();
    await subscribeQueue(world, "one", RAW);
    await world.call(publish, { TopicArn: TOPIC, Message: "hello" });
    await world.call(deleteTopic, { TopicArn: TOPIC });
    await world.settle();
    expect(await textsIn(world, "one")).toEqual([]);
    expect((await textsOf(world, "message.fanned-out"))[0]).toContain("was deleted before");
  });

  it("doesn't reach the subscribers of a new topic of the same name", async () => {
    const world = await createNewsWorld();
    await world.call(publish, { TopicArn: TOPIC, Message: "hello" });
    await world.call(deleteTopic, { TopicArn: TOPIC });
    await world.call(createTopic, { Name: "news" });
    await subscribeQueue(world, "new", RAW);
    await world.settle();
    expect(await textsIn(world, "new")).toEqual([]);
    expect((await textsOf(world, "message.fanned-out"))[0]).toContain("was deleted before");
  });

  it("may name the topic as its target", async () => {
    const world = await createNewsWorld();
    await subscribeQueue(world, "one", RAW);
    await world.call(publish, { TargetArn: TOPIC, Message: "hello" });
    await world.settle();
    expect(await textsIn(world, "one")).toEqual(["hello"]);
  });

  it("is not sent to who has unsubscribed meanwhile", async () => {
    const world = await createNewsWorld();
    const subscription = await subscribeQueue(world, "one", RAW);
    await subscribeQueue(world, "two", RAW);
    await world.call(publish, { TopicArn: TOPIC, Message: "hello" });
    await world.call(unsubscribe, { SubscriptionArn: subscription });
    await world.settle();
    expect(await textsIn(world, "one")).toEqual([]);
    expect(await textsIn(world, "two")).toEqual(["hello"]);
  });

  it("may be a batch, of which a bad entry fails alone", async () => {
    const world = await createNewsWorld();
    await subscribeQueue(world, "one", RAW);
    const { Successful, Failed } = await world.call(publishBatch, {
      TopicArn: TOPIC,
      PublishBatchRequestEntries: [
        { Id: "a", Message: "first" },
        { Id: "b", Message: "" },
        { Id: "c", Message: "third" },
      ],
    });
    await world.settle();
    expect(Successful?.map(({ Id }) => Id)).toEqual(["a", "c"]);
    expect(Failed).toEqual([
      { Id: "b", Code: "InvalidParameter", Message: "Invalid parameter: Empty message", SenderFault: true },
    ]);
    expect([...(await textsIn(world, "one"))].sort()).toEqual(["first", "third"]);
  });
});

describe("a published message", () => {
  it("is removed with its only delivery", async () => {
    const world = await createNewsWorld();
    await subscribeQueue(world, "one", RAW);
    expect(await messageRows(world, await publishAndSettle(world, "hello"))).toBe(0);
  });

  it("is removed a minute after the last of several deliveries", async () => {
    const world = await createNewsWorld();
    await subscribeQueue(world, "one", RAW);
    await subscribeQueue(world, "two", RAW);
    const id = await publishAndSettle(world, "hello");
    expect(await messageRows(world, id)).toBe(1);
    await world.advance(60);
    expect(await messageRows(world, id)).toBe(0);
  });

  it("stays while a delivery is tried again", async () => {
    const world = await createNewsWorld();
    await subscribeQueue(world, "one", RAW);
    await world.call(subscribe, { TopicArn: TOPIC, Protocol: "sms", Endpoint: "+4915112345678" });
    const gateway = world.engine.ports.deliveries;
    const { deliver } = gateway;
    gateway.deliver = () => Promise.reject(new Error("no signal"));
    const id = await publishAndSettle(world, "hello");
    await world.advance(300);
    expect(await messageRows(world, id)).toBe(2);
    gateway.deliver = deliver;
    await world.advance(7200);
    expect(await messageRows(world, id)).toBe(0);
  });

  it("of 256 KiB reaches a queue that isn't there yet when it is subscribed", async () => {
    const world = await createNewsWorld();
    await world.call(subscribe, {
      TopicArn: TOPIC,
      Protocol: "sqs",
      Endpoint: queueArnOf("later"),
      Attributes: RAW,
    });
    expect((await textsOf(world, "subscription.created"))[0]).toContain("there is no such queue now");
    await subscribeQueue(world, "later");
    await publishAndSettle(world, "x".repeat(262_144));
    expect((await textsIn(world, "later"))[0]?.length).toBeGreaterThan(16_000);
  });
});
