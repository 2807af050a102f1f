import { describe, expect, test } from "vitest";
import type { AnswerRoom } from "../../../shared/core/context.ts";
import { receiveMessage } from "../../../shared/services/sqs/operations/receive-message.ts";
import type { ReceivedMessage } from "../../../shared/services/sqs/received-message.ts";
import { CountingTableStore } from "../../support/counting-table-store.ts";
import type { World } from "../../support/world.ts";
import { createFifoWorld, createQueueWorld } from "./queue.ts";

/* Behind a load balancer an answer has at most 1 MB: a receive hands out what fits, and the rest stays where it is. */

const ROOM: AnswerRoom = { bytes: 995_000, escapes: "json" };

async function receive(world: World & { readonly QueueUrl: string }, answerRoom = ROOM) {
  const input = { QueueUrl: world.QueueUrl, MaxNumberOfMessages: 10 };
  const { Messages = [] } = await world.call(receiveMessage, input, { answerRoom });
  return Messages;
}

const written = (messages: readonly ReceivedMessage[]) => Buffer.byteLength(JSON.stringify(messages));

test("as many messages as fit are handed out, and the others are neither taken nor counted", async () => {
  const counting: { store?: CountingTableStore } = {};
  const world = await createQueueWorld(
    {},
    {
      wrapStore: (store) => {
        counting.store = new CountingTableStore(store);
        return counting.store;
      },
    },
  );
  for (let index = 0; index < 10; index += 1) await world.send("x".repeat(150_000));
  let first: readonly ReceivedMessage[] = [];
  const cost = await counting.store?.cost(async () => {
    first = await receive(world);
  });
  expect(first).toHaveLength(6);
  // One for each: nothing was taken and put back.
  expect(cost?.writes).toBe(6);
  expect(await world.counts()).toMatchObject({ visible: 4, inFlight: 6 });
  expect(await receive(world)).toHaveLength(4);
});

test("what JSON and XML make of a body is counted before it is taken", async () => {
  const quotes = await createQueueWorld();
  for (let index = 0; index < 10; index += 1) await quotes.send('"'.repeat(150_000));
  const json = await receive(quotes);
  expect(json).toHaveLength(3);
  expect(written(json)).toBeLessThan(ROOM.bytes);
  const markup = await createQueueWorld();
  for (let index = 0; index < 10; index += 1) await markup.send("&".repeat(150_000));
  expect(await receive(markup, { ...ROOM, escapes: "xml" })).toHaveLength(1);
  expect(await markup.counts()).toMatchObject({ visible: 9 });
});

test("of bodies outside their rows the growth is seen when they are read, and what does not fit is as it was", async () => {
  const world = await createQueueWorld();
  for (let index = 0; index < 3; index += 1) await world.send('"'.repeat(300_000));
  const first = await receive(world);
  expect(first).toHaveLength(1);
  expect(await world.counts()).toMatchObject({ visible: 2, inFlight: 1 });
  const [again] = await world.receive({ MaxNumberOfMessages: 1 });
  expect(again?.Attributes?.ApproximateReceiveCount).toBe("1");
});

test("a message that cannot pass at all is refused with a sentence, and hidden as any other", async () => {
  const world = await createQueueWorld();
  await world.send('"'.repeat(600_000));
  await expect(receive(world)).rejects.toMatchObject({
    code: "ResponseTooLarge",
    status: 501,
    message: expect.stringMatching(/has 600000 bytes.*load balancer/),
  });
  expect(await world.counts()).toMatchObject({ visible: 0, inFlight: 1 });
  await world.advance(30);
  expect(await world.receive()).toHaveLength(1);
});

test("without such a door a receive is not cut", async () => {
  const world = await createQueueWorld();
  for (let index = 0; index < 10; index += 1) await world.send("x".repeat(150_000));
  expect(await world.receive()).toHaveLength(10);
});

describe("a FIFO queue", () => {
  test("hands out the first messages of its groups, as many as fit", async () => {
    const world = await createFifoWorld();
    for (const MessageGroupId of ["a", "b"]) {
      for (let index = 0; index < 4; index += 1)
        await world.send(`${MessageGroupId}${index}`.padEnd(200_000, "x"), { MessageGroupId });
    }
    const first = await receive(world);
    expect(first).toHaveLength(4);
    expect(new Set(first.map(({ Body = "" }) => Body[0])).size).toBe(1);
    expect(await receive(world)).toHaveLength(4);
  });

  test("goes on with what turned out not to fit", async () => {
    const world = await createFifoWorld();
    for (const name of ["1", "2", "3"]) await world.send(name.padEnd(300_000, '"'), { MessageGroupId: "a" });
    const [first, ...others] = await receive(world);
    expect([first?.Body?.[0], others]).toEqual(["1", []]);
    await world.remove(first?.ReceiptHandle);
    expect((await receive(world)).map(({ Body = "" }) => Body[0])).toEqual(["2"]);
  });
});
