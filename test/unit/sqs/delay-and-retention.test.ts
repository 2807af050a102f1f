import { expect, test } from "vitest";
import { createQueueWorld } from "./queue.ts";

test("a delayed message is counted as delayed and comes when its delay is over", async () => {
  const { send, receive, advance, counts } = await createQueueWorld();
  await send("later", { DelaySeconds: 10 });
  expect(await counts()).toEqual({ visible: 0, inFlight: 0, delayed: 1 });
  expect(await receive()).toHaveLength(0);
  await advance(10);
  expect(await counts()).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
  expect(await receive()).toHaveLength(1);
});

test("the queue's delay holds for messages that name none, and a message may say zero", async () => {
  const { send, receive } = await createQueueWorld({ DelaySeconds: "900" });
  await send("queue's delay");
  await send("at once", { DelaySeconds: 0 });
  expect((await receive()).map(({ Body }) => Body)).toEqual(["at once"]);
});

test("a delay beyond 900 seconds is refused", async () => {
  const { send } = await createQueueWorld();
  await expect(send("too late", { DelaySeconds: 901 })).rejects.toMatchObject({ code: "InvalidParameterValue" });
});

test("a message expires after the retention period, in flight or not, and the counts agree", async () => {
  const { send, receive, advance, counts, events } = await createQueueWorld({
    MessageRetentionPeriod: "60",
    VisibilityTimeout: "300",
  });
  for (let index = 0; index < 30; index += 1) await send(`message ${index}`);
  await receive();
  await advance(59);
  expect(await counts()).toEqual({ visible: 20, inFlight: 10, delayed: 0 });
  await advance(1);
  expect(await counts()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  expect(await receive()).toHaveLength(0);
  expect((await events({ type: "message.expired" })).length).toBeGreaterThan(0);
});

test("shortening the retention period lets older messages expire", async () => {
  const { send, receive, advance, call, QueueUrl } = await createQueueWorld();
  const { setQueueAttributes } = await import("../../../shared/services/sqs/operations/set-queue-attributes.ts");
  await send("old");
  await advance(120);
  await call(setQueueAttributes, { QueueUrl, Attributes: { MessageRetentionPeriod: "60" } });
  expect(await receive()).toHaveLength(0);
});
