import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Partition, TableStore } from "../../../shared/ports/table-store.ts";
import { sns } from "../../../shared/services/sns/index.ts";
import { advanceLane } from "../../../shared/services/sns/operations/advance-lane.ts";
import { createTopic } from "../../../shared/services/sns/operations/create-topic.ts";
import type { DeliverInput } from "../../../shared/services/sns/operations/deliver-to-subscription.ts";
import { publish } from "../../../shared/services/sns/operations/publish.ts";
import { subscribe } from "../../../shared/services/sns/operations/subscribe.ts";
import { sqs } from "../../../shared/services/sqs/index.ts";
import { createQueue } from "../../../shared/services/sqs/operations/create-queue.ts";
import { createWorld, type World } from "../../support/world.ts";
import { effectsOf, settleOnly } from "./shuffled.ts";
import { queueArnOf, textsIn } from "./support.ts";

const TOPIC = "arn:aws:sns:us-east-1:000000000000:orders.fifo";

const LONGER_THAN_DEDUPLICATION = 6 * 60 * 1000;

type Interlude = { readonly where: (partition: string) => boolean; readonly run: () => Promise<unknown> };

/**
 * A store on which something happens right after a query, and before a row is read that was asked for beside it: two reads that
 * nobody has put in order come in the order that hurts.
 */
function hurtful() {
  let armed: Interlude | undefined;
  let interlude: Promise<unknown> | undefined;
  let bare: TableStore;
  const late = async <T>(read: () => Promise<T>): Promise<T> => {
    await setImmediate();
    await interlude;
    return read();
  };
  return {
    arm(when: Interlude): void {
      armed = when;
    },
    store: (): TableStore => bare,
    wrapStore(store: TableStore): TableStore {
      bare = store;
      return new Proxy(store, {
        get(target, name) {
          if (name === "get") return (...input: Parameters<TableStore["get"]>) => read(() => target.get(...input));
          if (name === "getMany") {
            return (...input: Parameters<TableStore["getMany"]>) => read(() => target.getMany(...input));
          }
          if (name === "query") return (range: Partition) => query(target, range);
          const member: unknown = Reflect.get(target, name);
          return typeof member === "function" ? member.bind(target) : member;
        },
      });
    },
  };

  function read<T>(run: () => Promise<T>): Promise<T> {
    return armed ? late(run) : run();
  }

  async function query(target: TableStore, range: Partition) {
    const found = await target.query(range as Parameters<TableStore["query"]>[0]);
    if (!armed?.where(range.partition)) return found;
    const { run } = armed;
    armed = undefined;
    interlude = run();
    await interlude;
    return found;
  }
}

async function createOrders(queues = ["all.fifo"]) {
  const { arm, wrapStore, store } = hurtful();
  const world = createWorld({ services: [sns, sqs], wrapStore });
  await world.call(createTopic, { Name: "orders.fifo", Attributes: { FifoTopic: "true" } });
  for (const QueueName of queues) {
    await world.call(createQueue, { QueueName, Attributes: { FifoQueue: "true" } });
    const Attributes = { RawMessageDelivery: "true" };
    await world.call(subscribe, { TopicArn: TOPIC, Protocol: "sqs", Endpoint: queueArnOf(QueueName), Attributes });
  }
  // Another process on the same store: within one, whoever has to do with a group waits for its turn.
  const other = createWorld({ services: [sns, sqs], wrapStore: () => store() });
  const send = (Message: string) =>
    other.call(publish, { TopicArn: TOPIC, Message, MessageGroupId: "g", MessageDeduplicationId: Message });
  return { world, arm, send };
}

test("a message that comes into a lane while the lane is looked at is sent", async () => {
  const { world, arm, send } = await createOrders();
  await send("one");
  await settleOnly(world, "FanOutInOrder");
  await settleOnly(world, "DeliverToSubscription");
  arm({
    where: (partition) => partition.includes("/lanes/"),
    async run() {
      await send("two");
      await settleOnly(world, "FanOutInOrder");
    },
  });
  await settleOnly(world, "AdvanceLane");
  await world.settle();
  expect(await textsIn(world, "all.fifo")).toEqual(["one", "two"]);
});

test("a message that comes into a group while the group is looked at is sent", async () => {
  const { world, arm, send } = await createOrders();
  await send("one");
  arm({ where: (partition) => partition.includes("/groups/"), run: () => send("two") });
  await settleOnly(world, "FanOutInOrder");
  await world.settle();
  expect(await textsIn(world, "all.fifo")).toEqual(["one", "two"]);
});

test("who walks a lane beside another delivers nothing that the other has delivered, however much later", async () => {
  const { world, send } = await createOrders(["all.fifo", "more.fifo"]);
  await send("one");
  await settleOnly(world, "FanOutInOrder");
  for (const { input } of await effectsOf(world, "DeliverToSubscription")) {
    const { topic, subscription, turn } = input as unknown as DeliverInput;
    await world.call(advanceLane, { topic, subscription, group: turn?.group ?? "" });
  }
  const twice = await effectsOf(world, "DeliverToSubscription");
  expect(twice).toHaveLength(4);
  const first = twice.filter(({ input }, index) => index === twice.findIndex((one) => isOfOneLane(one.input, input)));
  for (const { id } of first) await deliver(world, id);
  world.clock.advance(LONGER_THAN_DEDUPLICATION);
  for (const { id } of twice) await deliver(world, id);
  await world.settle();
  expect(await textsIn(world, "all.fifo")).toEqual(["one"]);
  expect(await textsIn(world, "more.fifo")).toEqual(["one"]);
});

function isOfOneLane(one: unknown, other: unknown): boolean {
  return (one as DeliverInput).subscription === (other as DeliverInput).subscription;
}

async function deliver(world: World, id: string): Promise<void> {
  await world.engine.deliver({ playground: "default", root: await world.root(), id });
}
