import { expect, test } from "vitest";
import { startMessageMoveTask } from "../../../shared/services/sqs/operations/start-message-move-task.ts";
import { createQueueWorld } from "./queue.ts";

async function withDeadLetterQueue(maxReceiveCount = 2) {
  const world = await createQueueWorld();
  const dead = await world.queue("orders-dlq");
  const policy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount });
  const source = await world.queue("shop", { RedrivePolicy: policy, VisibilityTimeout: "30" });
  return { world, dead, source };
}

test("a message is handed out maxReceiveCount times, then moved to the dead-letter queue", async () => {
  const { world, dead, source } = await withDeadLetterQueue(2);
  const { MessageId } = await source.send("poison");
  for (let receive = 0; receive < 2; receive += 1) {
    expect(await source.receive()).toHaveLength(1);
    await world.advance(30);
  }
  expect(await source.receive()).toHaveLength(0);
  expect(await source.counts()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  expect(await dead.counts()).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
  const [message] = await dead.receive();
  // AWS keeps the id and goes on counting (recorded: test_dead_letter_queue_message_attributes).
  expect(message).toMatchObject({
    MessageId,
    Attributes: { ApproximateReceiveCount: "3", DeadLetterQueueSourceArn: source.arn },
  });
  expect((await world.events({ type: "message.dead-lettered" }))[0]?.text).toContain("received 2 times");
});

test("who waits at the dead-letter queue gets the message at once", async () => {
  const { world, dead, source } = await withDeadLetterQueue(1);
  await source.send("poison");
  await source.receive();
  await world.advance(30);
  const waiting = dead.receive({ WaitTimeSeconds: 20 });
  await source.receive();
  expect(await waiting).toHaveLength(1);
});

test("the dead-letter queue must exist and can't be the queue itself", async () => {
  const { queue } = await createQueueWorld();
  const policy = (arn: string) => ({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: 1 }) });
  await expect(queue("a", policy("arn:aws:sqs:us-east-1:000000000000:nowhere"))).rejects.toMatchObject({
    code: "InvalidParameterValue",
  });
  await expect(queue("b", policy("no arn"))).rejects.toMatchObject({ code: "InvalidParameterValue" });
});

test("a redrive sends every message back to its source, as new messages", async () => {
  const { world, dead, source } = await withDeadLetterQueue(1);
  for (let index = 0; index < 60; index += 1) await source.send(`poison ${index}`);
  for (let round = 0; round < 12; round += 1) await source.receive();
  await world.advance(30);
  for (let round = 0; round < 12; round += 1) await source.receive();
  expect((await dead.counts())?.visible).toBe(60);
  await world.call(startMessageMoveTask, { SourceArn: dead.arn });
  await world.settle();
  expect(await dead.counts()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  expect((await source.counts())?.visible).toBe(60);
  expect((await source.receive())[0]?.Attributes?.ApproximateReceiveCount).toBe("1");
  expect((await world.events({ type: "redrive.finished" }))[0]?.detail).toEqual({ moved: 60 });
});

test("a redrive can go to another queue", async () => {
  const { world, dead } = await withDeadLetterQueue();
  const other = await world.queue("other");
  await dead.send("sent straight to the dead-letter queue");
  await world.call(startMessageMoveTask, { SourceArn: dead.arn, DestinationArn: other.arn });
  await world.settle();
  expect(await other.receive()).toHaveLength(1);
});

test("a message that came from no other queue stays when a redrive names no destination", async () => {
  const { world, dead } = await withDeadLetterQueue();
  await dead.send("sent straight to the dead-letter queue");
  await world.call(startMessageMoveTask, { SourceArn: dead.arn });
  await world.settle();
  expect((await dead.counts())?.visible).toBe(1);
});
