import { describe, expect, test } from "vitest";
import { cancelMessageMoveTask } from "../../../shared/services/sqs/operations/cancel-message-move-task.ts";
import { createQueue } from "../../../shared/services/sqs/operations/create-queue.ts";
import { deleteQueue } from "../../../shared/services/sqs/operations/delete-queue.ts";
import { listDeadLetterSourceQueues } from "../../../shared/services/sqs/operations/list-dead-letter-source-queues.ts";
import { listMessageMoveTasks } from "../../../shared/services/sqs/operations/list-message-move-tasks.ts";
import { setQueueAttributes } from "../../../shared/services/sqs/operations/set-queue-attributes.ts";
import { startMessageMoveTask } from "../../../shared/services/sqs/operations/start-message-move-task.ts";
import { createQueueWorld } from "./queue.ts";

async function withDeadLetters(count: number) {
  const world = await createQueueWorld();
  const { call } = world;
  const dead = await world.queue("dead");
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 1 });
  const source = await world.queue("source", { RedrivePolicy });
  const other = await world.queue("other");
  for (let index = 0; index < count; index += 1) await dead.send(`dead ${index}`);
  const list = async () => (await call(listMessageMoveTasks, { SourceArn: dead.arn, MaxResults: 10 })).Results ?? [];
  const start = (more: { DestinationArn?: string; MaxNumberOfMessagesPerSecond?: number } = {}) =>
    call(startMessageMoveTask, { SourceArn: dead.arn, ...more });
  return { ...world, dead, source, other, list, start };
}

describe("a redrive", () => {
  test("moves as many messages a second as it is told", async () => {
    const { start, other, settle, advance, list } = await withDeadLetters(120);
    await start({ DestinationArn: other.arn, MaxNumberOfMessagesPerSecond: 10 });
    await settle();
    expect((await other.counts())?.visible).toBeLessThanOrEqual(10);
    await advance(5);
    expect((await other.counts())?.visible).toBeGreaterThanOrEqual(50);
    expect((await other.counts())?.visible).toBeLessThanOrEqual(60);
    await advance(10);
    expect((await other.counts())?.visible).toBe(120);
    expect(await list()).toMatchObject([
      { Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 120, ApproximateNumberOfMessagesToMove: 120 },
    ]);
  });

  test("ends when it is cancelled", async () => {
    const { start, other, settle, advance, list, call } = await withDeadLetters(10);
    const { TaskHandle } = await start({ DestinationArn: other.arn, MaxNumberOfMessagesPerSecond: 1 });
    await settle();
    await advance(2);
    expect(await call(cancelMessageMoveTask, { TaskHandle })).toEqual({ ApproximateNumberOfMessagesMoved: 3 });
    expect(await list()).toMatchObject([{ Status: "CANCELLING" }]);
    await advance(60);
    expect(await list()).toMatchObject([{ Status: "CANCELLED", ApproximateNumberOfMessagesMoved: 3 }]);
    expect((await other.counts())?.visible).toBe(3);
  });

  test("fails when a message has no source, and says so", async () => {
    const { start, settle, list, dead } = await withDeadLetters(1);
    await start();
    await settle();
    expect(await list()).toMatchObject([{ Status: "FAILED", FailureReason: "CouldNotDetermineMessageSource" }]);
    expect((await dead.counts())?.visible).toBe(1);
  });

  test("is one at a time, of a dead-letter queue, to another queue", async () => {
    const { start, dead, source, call } = await withDeadLetters(1);
    const refused = (SourceArn: string, more = {}) => call(startMessageMoveTask, { SourceArn, ...more });
    await expect(refused(source.arn)).rejects.toThrow("Source queue must be configured as a Dead Letter Queue.");
    await expect(refused(`${dead.arn}-not`)).rejects.toMatchObject({ code: "ResourceNotFoundException", status: 404 });
    await expect(refused(dead.arn, { MaxNumberOfMessagesPerSecond: 501 })).rejects.toThrow("Must be between 1 and 500");
    await expect(refused(dead.arn, { DestinationArn: dead.arn })).rejects.toThrow("cannot be same");
    await start({ DestinationArn: source.arn });
    await expect(start()).rejects.toThrow("There is already a task running.");
  });

  test("is remembered, the latest first, ten of them", async () => {
    const { start, settle, list, advance, source, call, dead } = await withDeadLetters(0);
    for (let index = 0; index < 12; index += 1) {
      await dead.send(`dead ${index}`);
      await start({ DestinationArn: source.arn });
      await settle();
      await advance(1);
    }
    const tasks = await list();
    expect(tasks).toHaveLength(10);
    const instants = tasks.map(({ StartedTimestamp = 0 }) => StartedTimestamp);
    expect(instants).toEqual(instants.toSorted((left, right) => right - left));
    expect((await call(listMessageMoveTasks, { SourceArn: dead.arn })).Results).toHaveLength(1);
  });

  test("goes with its queue", async () => {
    const { start, settle, list, dead, other, call, errors } = await withDeadLetters(5);
    await start({ DestinationArn: other.arn, MaxNumberOfMessagesPerSecond: 1 });
    await call(deleteQueue, { QueueUrl: dead.QueueUrl });
    await settle();
    await call(createQueue, { QueueName: "dead" });
    expect(await list()).toEqual([]);
    expect(errors).toEqual([]);
  });
});

describe("a dead-letter queue", () => {
  test("knows its sources, as they come and go", async () => {
    const { call, dead, source } = await withDeadLetters(0);
    const sources = async () => (await call(listDeadLetterSourceQueues, { QueueUrl: dead.QueueUrl })).queueUrls;
    expect(await sources()).toEqual([source.QueueUrl]);
    await call(setQueueAttributes, { QueueUrl: source.QueueUrl, Attributes: { RedrivePolicy: "" } });
    expect(await sources()).toEqual([]);
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 3 });
    await call(setQueueAttributes, { QueueUrl: source.QueueUrl, Attributes: { RedrivePolicy } });
    expect(await sources()).toEqual([source.QueueUrl]);
    await call(deleteQueue, { QueueUrl: source.QueueUrl });
    expect(await sources()).toEqual([]);
  });

  test("takes the dead letters of those that its policy allows", async () => {
    const { call, dead, queue, arn } = await withDeadLetters(0);
    const allow = (policy: object) =>
      call(setQueueAttributes, {
        QueueUrl: dead.QueueUrl,
        Attributes: { RedriveAllowPolicy: JSON.stringify(policy) },
      });
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 3 });
    await allow({ redrivePermission: "denyAll" });
    await expect(queue("a", { RedrivePolicy })).rejects.toMatchObject({ code: "InvalidParameterValue" });
    await allow({ redrivePermission: "byQueue", sourceQueueArns: [arn.replace("orders", "b")] });
    await expect(queue("a", { RedrivePolicy })).rejects.toMatchObject({ code: "InvalidParameterValue" });
    await queue("b", { RedrivePolicy });
    await allow({ redrivePermission: "allowAll" });
    await queue("a", { RedrivePolicy });
  });
});

test.each([
  ["no JSON", "Redrive policy is not a valid JSON map."],
  ['{"maxReceiveCount":1}', "Redrive policy does not contain mandatory attribute: deadLetterTargetArn."],
  [
    '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":1001}',
    "Invalid value for maxReceiveCount: 1001, valid values are from 1 to 1000 both inclusive.",
  ],
  [
    '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:nobody","maxReceiveCount":"3"}',
    "Dead letter target does not exist.",
  ],
])("a redrive policy %s is refused in AWS's words", async (RedrivePolicy, reason) => {
  const { queue } = await createQueueWorld();
  await expect(queue("a", { RedrivePolicy })).rejects.toMatchObject({
    code: "InvalidParameterValue",
    message: `Value ${RedrivePolicy} for parameter RedrivePolicy is invalid. Reason: ${reason}`,
  });
});
