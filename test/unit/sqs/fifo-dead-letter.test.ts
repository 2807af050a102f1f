import { expect, test } from "vitest";
import { createQueue } from "../../../shared/services/sqs/operations/create-queue.ts";
import { startMessageMoveTask } from "../../../shared/services/sqs/operations/start-message-move-task.ts";
import { createFifoWorld } from "./queue.ts";

const bodies = (messages: readonly { Body?: string | undefined }[]) => messages.map(({ Body }) => Body);

async function withDeadLetters(maxReceiveCount = 1) {
  const world = await createFifoWorld();
  const dead = await world.fifo("dead");
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount });
  const source = await world.fifo("source", { RedrivePolicy });
  const send = (body: string, MessageGroupId = "a") => source.send(body, { MessageGroupId });
  return { world, dead, source, send };
}

test("a spent message goes to the dead-letter queue, and its group goes on without it", async () => {
  const { world, dead, source, send } = await withDeadLetters(2);
  for (const body of ["1", "2", "3"]) await send(body);
  for (let receive = 0; receive < 2; receive += 1) {
    expect(bodies(await source.receive({ MaxNumberOfMessages: 1 }))).toEqual(["1"]);
    await world.advance(30);
  }
  expect(bodies(await source.receive({ MaxNumberOfMessages: 1 }))).toEqual(["2"]);
  expect(await source.counts()).toEqual({ visible: 1, inFlight: 1, delayed: 0 });
  const [message] = await dead.receive();
  expect(message).toMatchObject({
    Body: "1",
    Attributes: { MessageGroupId: "a", DeadLetterQueueSourceArn: source.arn, ApproximateReceiveCount: "3" },
  });
  expect((await world.events({ type: "message.dead-lettered" }))[0]?.detail).toMatchObject({ receiveCount: 2 });
});

test("a group of spent messages moves in its order, and comes back in it", async () => {
  const { world, dead, source, send } = await withDeadLetters();
  const sent = Array.from({ length: 25 }, (_, index) => String(index));
  for (const body of sent) await send(body, Number(body) % 3 === 0 ? "b" : "a");
  for (let round = 0; round < 10; round += 1) {
    await source.receive();
    await world.advance(30);
  }
  expect(await source.counts()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  expect((await dead.counts())?.visible).toBe(25);
  await world.call(startMessageMoveTask, { SourceArn: dead.arn });
  await world.settle();
  expect((await dead.counts())?.visible).toBe(0);
  expect((await source.counts())?.visible).toBe(25);
  const back: (string | undefined)[] = [];
  for (let batch = await source.receive(); batch.length > 0; batch = await source.receive()) {
    back.push(...bodies(batch));
    expect(batch[0]?.Attributes?.ApproximateReceiveCount).toBe("1");
    for (const { ReceiptHandle } of batch) await source.remove(ReceiptHandle);
  }
  const inGroup = (rest: number) => (body: string | undefined) => (Number(body) % 3 === 0 ? 0 : 1) === rest;
  for (const rest of [0, 1]) expect(back.filter(inGroup(rest))).toEqual(sent.filter(inGroup(rest)));
});

test("a redrive leaves a group alone that somebody works on", async () => {
  const { world, dead, source } = await withDeadLetters();
  for (const body of ["1", "2"]) await dead.send(body, { MessageGroupId: "busy" });
  await dead.send("3", { MessageGroupId: "free" });
  const [first] = await dead.receive({ MaxNumberOfMessages: 1 });
  await world.call(startMessageMoveTask, { SourceArn: dead.arn, DestinationArn: source.arn });
  await world.settle();
  expect(bodies(await source.receive())).toEqual(["3"]);
  await dead.remove(first?.ReceiptHandle);
  expect(bodies(await dead.receive())).toEqual(["2"]);
});

test("a FIFO queue's dead-letter queue is a FIFO queue", async () => {
  const { world, dead } = await withDeadLetters();
  await world.call(createQueue, { QueueName: "standard" });
  const policyTo = (arn: string) => ({
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: 1 }),
  });
  const reason = /Reason: Dead-letter queue must be same type of queue as the source\.$/;
  await expect(world.fifo("other", policyTo(dead.arn.replace("dead.fifo", "standard")))).rejects.toThrow(reason);
});

test("messages expire, also behind the window of their group, and the group goes on", async () => {
  const { world, source } = await withDeadLetters();
  const { fifo, advance } = world;
  const short = await fifo("short", { MessageRetentionPeriod: "60" });
  for (let index = 0; index < 40; index += 1) await short.send(`old ${index}`, { MessageGroupId: "a" });
  await advance(59);
  await short.send("new", { MessageGroupId: "a" });
  await advance(1);
  expect(bodies(await short.receive())).toEqual(["new"]);
  expect(await short.counts()).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
  expect(await source.counts()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
});

test("a handle is good while its message is in flight", async () => {
  const { world, source, send } = await withDeadLetters(5);
  await send("1");
  const [first] = await source.receive();
  await world.advance(30);
  const reason = `Value ${first?.ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`;
  await expect(source.remove(first?.ReceiptHandle)).rejects.toMatchObject({
    code: "InvalidParameterValue",
    message: reason,
  });
  const [again] = await source.receive();
  await expect(source.remove(first?.ReceiptHandle)).rejects.toThrow(reason);
  await source.remove(again?.ReceiptHandle);
  await source.remove(again?.ReceiptHandle);
});
