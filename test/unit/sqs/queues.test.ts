import { expect, test } from "vitest";
import { createQueue } from "../../../shared/services/sqs/operations/create-queue.ts";
import { deleteQueue } from "../../../shared/services/sqs/operations/delete-queue.ts";
import { getQueueAttributes } from "../../../shared/services/sqs/operations/get-queue-attributes.ts";
import { getQueueUrl } from "../../../shared/services/sqs/operations/get-queue-url.ts";
import { listQueues } from "../../../shared/services/sqs/operations/list-queues.ts";
import { purgeQueue } from "../../../shared/services/sqs/operations/purge-queue.ts";
import { setQueueAttributes } from "../../../shared/services/sqs/operations/set-queue-attributes.ts";
import { createFifoWorld, createQueueWorld } from "./queue.ts";

test("creating the same queue again gives the same queue; other attributes are refused", async () => {
  const { call, QueueUrl } = await createQueueWorld({ DelaySeconds: "5" });
  expect(await call(createQueue, { QueueName: "orders", Attributes: { DelaySeconds: "5" } })).toEqual({ QueueUrl });
  expect(await call(createQueue, { QueueName: "orders" })).toEqual({ QueueUrl });
  await expect(call(createQueue, { QueueName: "orders", Attributes: { DelaySeconds: "6" } })).rejects.toThrow(
    "A queue already exists with the same name and a different value for attribute DelaySeconds",
  );
});

test.each(["", "a b", "x".repeat(81), "queue/1", "ä"])("the name %j is refused", async (name) => {
  const { call } = await createQueueWorld();
  await expect(call(createQueue, { QueueName: name })).rejects.toMatchObject({ status: 400 });
});

test("attributes are answered in AWS's names, defaults included", async () => {
  const { call, QueueUrl, arn } = await createQueueWorld();
  const { Attributes } = await call(getQueueAttributes, { QueueUrl, AttributeNames: ["All"] });
  expect(Attributes).toMatchObject({
    ApproximateNumberOfMessages: "0",
    ApproximateNumberOfMessagesDelayed: "0",
    ApproximateNumberOfMessagesNotVisible: "0",
    DelaySeconds: "0",
    MaximumMessageSize: "1048576",
    MessageRetentionPeriod: "345600",
    QueueArn: arn,
    ReceiveMessageWaitTimeSeconds: "0",
    SqsManagedSseEnabled: "true",
    VisibilityTimeout: "30",
  });
  expect(await call(getQueueAttributes, { QueueUrl })).toEqual({});
});

test("attributes change one by one and are checked against AWS's ranges", async () => {
  const { call, QueueUrl } = await createQueueWorld();
  await call(setQueueAttributes, { QueueUrl, Attributes: { VisibilityTimeout: "69", DelaySeconds: "420" } });
  const names = ["VisibilityTimeout" as const, "DelaySeconds" as const];
  const { Attributes } = await call(getQueueAttributes, { QueueUrl, AttributeNames: names });
  expect(Attributes).toEqual({ VisibilityTimeout: "69", DelaySeconds: "420" });
  for (const bad of [
    { VisibilityTimeout: "-1" },
    { DelaySeconds: "901" },
    { MessageRetentionPeriod: "59" },
    { MaximumMessageSize: "x" },
  ]) {
    await expect(call(setQueueAttributes, { QueueUrl, Attributes: bad })).rejects.toMatchObject({
      code: "InvalidAttributeValue",
      message: `Invalid value for the parameter ${Object.keys(bad)[0]}.`,
    });
  }
});

test("a list pages, filters by prefix, and keeps regions apart unless asked for all", async () => {
  const { call, queue } = await createQueueWorld();
  for (const name of ["a1", "a2", "a3", "b1"]) await queue(name);
  await call(createQueue, { QueueName: "far" }, { region: "eu-west-1" });
  const first = await call(listQueues, { QueueNamePrefix: "a", MaxResults: 2 });
  expect(first.QueueUrls?.map((url) => url.split("/").at(-1))).toEqual(["a1", "a2"]);
  const second = await call(listQueues, { QueueNamePrefix: "a", MaxResults: 2, NextToken: first.NextToken });
  expect(second.QueueUrls?.map((url) => url.split("/").at(-1))).toEqual(["a3"]);
  expect(second.NextToken).toBeUndefined();
  expect((await call(listQueues, {})).QueueUrls).toHaveLength(5);
  expect((await call(listQueues, {}, { region: "*" })).QueueUrls).toHaveLength(6);
  await expect(call(listQueues, { NextToken: "%%%" })).rejects.toMatchObject({ code: "InvalidParameterValue" });
});

test("a queue URL is made of the address that the client used", async () => {
  const { call } = await createQueueWorld();
  const answer = await call(getQueueUrl, { QueueName: "orders" }, { baseUrl: "http://localhost:9999" });
  expect(answer).toEqual({ QueueUrl: "http://localhost:9999/000000000000/orders" });
});

test("a deleted queue is gone at once, and one of the same name starts empty", async () => {
  const { call, send, QueueUrl, queue, settle } = await createQueueWorld();
  for (let index = 0; index < 60; index += 1) await send("old");
  await call(deleteQueue, { QueueUrl });
  await expect(send("late")).rejects.toMatchObject({ code: "QueueDoesNotExist", restStatus: 404 });
  const again = await queue("orders");
  expect(await again.receive()).toEqual([]);
  await settle();
  expect(await again.counts()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
});

test("deleting a queue removes its rows in the background, page by page", async () => {
  const { call, send, QueueUrl, settle, store, root } = await createQueueWorld();
  for (let index = 0; index < 60; index += 1) await send("old");
  await call(deleteQueue, { QueueUrl });
  await settle();
  expect(await store.drop(`${await root()}/sqs/000000000000`, 1)).toBe(false);
});

test("a purge empties the queue at once, in flight messages too, and may not be repeated within a minute", async () => {
  const { call, send, receive, counts, QueueUrl, advance } = await createQueueWorld();
  for (let index = 0; index < 30; index += 1) await send("old");
  const [held] = await receive();
  await call(purgeQueue, { QueueUrl });
  expect(await counts()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  await expect(call(purgeQueue, { QueueUrl })).rejects.toMatchObject({ code: "PurgeQueueInProgress" });
  expect(held?.ReceiptHandle).toBeDefined();
  await send("new");
  await advance(60);
  expect((await receive()).map(({ Body }) => Body)).toEqual(["new"]);
  await call(purgeQueue, { QueueUrl });
});

test.each([
  [{ QueueName: "a.fifo" }, "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"],
  [
    { QueueName: "a", Attributes: { FifoQueue: "true" } },
    "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.",
  ],
  [{ QueueName: "a", Attributes: { FifoQueue: "false" } }, "Unknown Attribute FifoQueue."],
  [
    { QueueName: "a", Attributes: { ContentBasedDeduplication: "true" } },
    "Unknown Attribute ContentBasedDeduplication.",
  ],
  [
    { QueueName: "a.fifo", Attributes: { FifoQueue: "true", FifoThroughputLimit: "perMessageGroupId" } },
    "The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup.",
  ],
  [
    { QueueName: "a", Attributes: { KmsDataKeyReusePeriodSeconds: "59" } },
    "Invalid value for the parameter KmsDataKeyReusePeriodSeconds.",
  ],
  [
    { QueueName: "a", Attributes: { KmsMasterKeyId: "alias/mine", SqsManagedSseEnabled: "true" } },
    "You can use one type of server-side encryption (SSE) at one time.",
  ],
])("creating %j is refused in AWS's words", async (input, message) => {
  const { call } = await createQueueWorld();
  await expect(call(createQueue, input as { QueueName: string })).rejects.toThrow(message);
});

test("a FIFO queue stays one", async () => {
  const { call, QueueUrl } = await createFifoWorld();
  const set = (FifoQueue: string) => call(setQueueAttributes, { QueueUrl, Attributes: { FifoQueue } });
  await set("true");
  await expect(set("false")).rejects.toThrow("Modifying queue type is not supported.");
});

test("what is no account owns no queue", async () => {
  const { call } = await createQueueWorld();
  const url = call(getQueueUrl, { QueueName: "orders", QueueOwnerAWSAccountId: "nobody" });
  await expect(url).rejects.toMatchObject({ code: "QueueDoesNotExist" });
});
