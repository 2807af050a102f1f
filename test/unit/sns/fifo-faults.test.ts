import { describe, expect, it } from "vitest";
import type { SeededRandom } from "../../../shared/adapters/memory/seeded-random.ts";
import type { TableStore, Write } from "../../../shared/ports/table-store.ts";
import { sns } from "../../../shared/services/sns/index.ts";
import { createTopic } from "../../../shared/services/sns/operations/create-topic.ts";
import { publish } from "../../../shared/services/sns/operations/publish.ts";
import { subscribe } from "../../../shared/services/sns/operations/subscribe.ts";
import { sqs } from "../../../shared/services/sqs/index.ts";
import { createQueue } from "../../../shared/services/sqs/operations/create-queue.ts";
import { peekMessages } from "../../../shared/services/sqs/operations/peek-messages.ts";
import { createWorld, type World } from "../../support/world.ts";
import { settleInAnyOrder, settleOnly } from "./shuffled.ts";
import { queueArnOf, queueUrlOf } from "./support.ts";

const TOPIC = "arn:aws:sns:us-east-1:000000000000:orders.fifo";
const QUEUES = ["a.fifo", "b.fifo", "c.fifo"];
const GROUPS = ["g", "h"];

/** A store whose transactions fail now and then: before they are done, or afterwards, so that nobody knows. */
class UnwellStore {
  unwell = false;
  random: SeededRandom | undefined;

  wrap = (store: TableStore): TableStore => {
    const fails = () => this.unwell && (this.random?.below(100) ?? 100) < 12;
    return new Proxy(store, {
      get: (target, name) => {
        const value = Reflect.get(target, name) as unknown;
        if (name !== "transact" || typeof value !== "function") {
          return typeof value === "function" ? (value.bind(target) as unknown) : value;
        }
        return async (...input: unknown[]) => {
          if (fails()) throw new Error("the store is unwell");
          const result = (await value.apply(target, input)) as unknown;
          if (fails()) throw new Error("the store is unwell, after all was done");
          return result;
        };
      },
    });
  };
}

async function createUnwellWorld(seed: number) {
  const faults = new UnwellStore();
  const world = createWorld({ services: [sns, sqs], seed, wrapStore: faults.wrap });
  faults.random = world.random;
  await world.call(createTopic, { Name: "orders.fifo", Attributes: { FifoTopic: "true" } });
  for (const QueueName of QUEUES) {
    await world.call(createQueue, { QueueName, Attributes: { FifoQueue: "true" } });
    const Attributes = { RawMessageDelivery: "true" };
    await world.call(subscribe, { TopicArn: TOPIC, Protocol: "sqs", Endpoint: queueArnOf(QueueName), Attributes });
  }
  return { world, faults };
}

/** A publisher that asks again until it hears an answer, with the same deduplication id. */
async function insist(world: World, Message: string, MessageGroupId: string): Promise<void> {
  for (;;) {
    try {
      await world.call(publish, { TopicArn: TOPIC, Message, MessageGroupId, MessageDeduplicationId: Message });
      return;
    } catch {
      // It will know when it is answered.
    }
  }
}

async function textsIn(world: World, queue: string): Promise<string[]> {
  const { Messages } = await world.call(peekMessages, { QueueUrl: queueUrlOf(queue), MaxResults: 100 });
  return Messages.map(({ text }) => text);
}

describe("a FIFO topic on a store that fails now and then", () => {
  it.each([1, 2, 3, 4, 5, 6])("sends each message once and in order to every queue (seed %i)", async (seed) => {
    const { world, faults } = await createUnwellWorld(seed);
    faults.unwell = true;
    const published: Record<string, string[]> = {};
    for (let round = 0; round < 6; round += 1) {
      const texts = GROUPS.map((group) => ({ group, text: `${group}${round}` }));
      for (const { group, text } of texts) {
        await insist(world, text, group);
        published[group] = [...(published[group] ?? []), text];
      }
      if (round % 2 === 1) await settleInAnyOrder(world, 20);
    }
    await settleInAnyOrder(world, 1200);
    faults.unwell = false;
    await settleInAnyOrder(world, 1200);
    for (const queue of QUEUES) {
      const texts = await textsIn(world, queue);
      for (const group of GROUPS) expect(texts.filter((text) => text.startsWith(group))).toEqual(published[group]);
    }
  });

  it("numbers each group's messages upwards when many publish to it at once", async () => {
    const { world } = await createUnwellWorld(7);
    const send = (name: string) => {
      const ids = { MessageGroupId: "g", MessageDeduplicationId: name };
      return world.call(publish, { TopicArn: TOPIC, Message: name, ...ids });
    };
    const all = await Promise.all(Array.from({ length: 40 }, (_, index) => send(`m${index}`)));
    const bySequence = all
      .map(({ SequenceNumber = "" }, index) => ({ SequenceNumber, text: `m${index}` }))
      .sort((left, right) => (left.SequenceNumber < right.SequenceNumber ? -1 : 1));
    expect(new Set(bySequence.map(({ SequenceNumber }) => SequenceNumber)).size).toBe(40);
    await settleInAnyOrder(world);
    expect(await textsIn(world, "a.fifo")).toEqual(bySequence.map(({ text }) => text));
  });

  it("loses nothing that is added to a lane at the instant at which it is closed", async () => {
    let meanwhile: (() => Promise<void>) | undefined;
    const wrapStore = (store: TableStore): TableStore =>
      new Proxy(store, {
        get(target, name) {
          const value = Reflect.get(target, name) as unknown;
          if (typeof value !== "function") return value;
          if (name !== "transact") return value.bind(target) as unknown;
          return async (writes: readonly Write[]) => {
            const closes = writes.some(({ kind, key }) => kind === "delete" && key.partition.endsWith("/lanes"));
            const now = closes ? meanwhile : undefined;
            if (now) meanwhile = undefined;
            await now?.();
            return target.transact(writes);
          };
        },
      });
    const world = createWorld({ services: [sns, sqs], wrapStore });
    await world.call(createTopic, { Name: "orders.fifo", Attributes: { FifoTopic: "true" } });
    await world.call(createQueue, { QueueName: "a.fifo", Attributes: { FifoQueue: "true" } });
    const Attributes = { RawMessageDelivery: "true" };
    await world.call(subscribe, { TopicArn: TOPIC, Protocol: "sqs", Endpoint: queueArnOf("a.fifo"), Attributes });
    await insist(world, "first", "g");
    meanwhile = async () => {
      await insist(world, "second", "g");
      await settleOnly(world, "FanOutInOrder");
    };
    await settleInAnyOrder(world);
    await insist(world, "third", "g");
    await settleInAnyOrder(world);
    expect(await textsIn(world, "a.fifo")).toEqual(["first", "second", "third"]);
  });
});
