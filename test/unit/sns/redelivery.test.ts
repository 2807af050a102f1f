import { describe, expect, it } from "vitest";
import { publish } from "../../../shared/services/sns/operations/publish.ts";
import { deleteMessage } from "../../../shared/services/sqs/operations/delete-message.ts";
import { receiveMessage } from "../../../shared/services/sqs/operations/receive-message.ts";
import type { World } from "../../support/world.ts";
import { createNewsWorld, effectsOf, queueUrlOf, subscribeQueue, TOPIC, textsIn, textsOf } from "./support.ts";

const RAW = { RawMessageDelivery: "true" };

async function newsForTwo(): Promise<World> {
  const world = await createNewsWorld();
  await subscribeQueue(world, "one", RAW);
  await subscribeQueue(world, "two", RAW);
  await world.call(publish, { TopicArn: TOPIC, Message: "hello" });
  return world;
}

describe("an effect that is delivered again", () => {
  it("fans a message out once although two workers have it at once", async () => {
    const world = await newsForTwo();
    const [fanOut] = await effectsOf(world, "FanOut");
    if (!fanOut) throw new Error("There is no fan-out to deliver");
    const outcomes = await Promise.all([world.engine.deliver(fanOut), world.engine.deliver(fanOut)]);
    expect([...outcomes].sort()).toEqual(["delivered", "gone"]);
    expect(await world.engine.deliver(fanOut)).toBe("gone");
    await world.settle();
    expect(await textsIn(world, "one")).toEqual(["hello"]);
    expect(await textsOf(world, "message.fanned-out")).toHaveLength(1);
  });

  it("puts a message into a queue once although two workers have it at once", async () => {
    const world = await newsForTwo();
    for (const ref of await effectsOf(world, "FanOut")) await world.engine.deliver(ref);
    const deliveries = await effectsOf(world, "DeliverToSubscription");
    expect(deliveries).toHaveLength(2);
    await Promise.all([...deliveries, ...deliveries].map((ref) => world.engine.deliver(ref)));
    expect(await textsIn(world, "one")).toEqual(["hello"]);
    expect(await textsIn(world, "two")).toEqual(["hello"]);
    expect(await textsOf(world, "message.delivered")).toHaveLength(2);
  });

  it("puts a message into a queue once although the server died before anybody knew of it", async () => {
    const world = await newsForTwo();
    for (const ref of await effectsOf(world, "FanOut")) await world.engine.deliver(ref);
    const [delivery] = await effectsOf(world, "DeliverToSubscription");
    if (!delivery) throw new Error("There is no delivery");
    const { transact } = world.store;
    let died = 0;
    world.store.transact = async (writes) => {
      const result = await transact.call(world.store, writes);
      const isReceipt = writes.some(({ kind, key }) => kind === "delete" && key.sort === delivery.id);
      if (!isReceipt || died > 0) return result;
      died += 1;
      throw new Error("the server died");
    };
    expect(await world.engine.deliver(delivery)).toBe("gone");
    await world.advance(60);
    expect(died).toBe(1);
    expect(await textsIn(world, "one")).toEqual(["hello"]);
    expect(await textsIn(world, "two")).toEqual(["hello"]);
  });

  it("does not bring a message back that was received and deleted before the second worker came to it", async () => {
    const world = await newsForTwo();
    for (const ref of await effectsOf(world, "FanOut")) await world.engine.deliver(ref);
    const [delivery] = await effectsOf(world, "DeliverToSubscription");
    if (!delivery) throw new Error("There is no delivery");
    const { getMany } = world.store;
    let consumed = false;
    // The second worker has read everything; then the first one delivers, and a consumer does its work.
    world.store.getMany = async (keys) => {
      const rows = await getMany.call(world.store, keys);
      if (consumed) return rows;
      consumed = true;
      expect(await world.engine.deliver(delivery)).toBe("delivered");
      await consume(world, "one");
      await consume(world, "two");
      return rows;
    };
    expect(await world.engine.deliver(delivery)).toBe("gone");
    expect(consumed).toBe(true);
    expect(await textsIn(world, "one")).toEqual([]);
    expect(await textsIn(world, "two")).toEqual([]);
  });
});

async function consume(world: World, queue: string): Promise<void> {
  const QueueUrl = queueUrlOf(queue);
  const { Messages = [] } = await world.call(receiveMessage, { QueueUrl });
  for (const { ReceiptHandle } of Messages) await world.call(deleteMessage, { QueueUrl, ReceiptHandle });
}
