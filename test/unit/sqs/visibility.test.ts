import { expect, test } from "vitest";
import { changeMessageVisibility } from "../../../shared/services/sqs/operations/change-message-visibility.ts";
import { createQueueWorld } from "./queue.ts";

test("a received message is hidden for the visibility timeout, not a second less or more", async () => {
  const { send, receive, advance } = await createQueueWorld({ VisibilityTimeout: "30" });
  await send("hello");
  expect(await receive()).toHaveLength(1);
  await advance(29);
  expect(await receive()).toHaveLength(0);
  await advance(1);
  expect(await receive()).toMatchObject([{ Body: "hello", Attributes: { ApproximateReceiveCount: "2" } }]);
});

test("a deleted message does not come back", async () => {
  const { send, receive, remove, advance, counts } = await createQueueWorld();
  await send("hello");
  const [message] = await receive();
  await remove(message?.ReceiptHandle);
  await advance(60);
  expect(await receive()).toHaveLength(0);
  expect(await counts()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
});

test("a receive may set its own visibility timeout; zero hides nothing", async () => {
  const { send, receive } = await createQueueWorld();
  await send("hello");
  expect(await receive({ VisibilityTimeout: 0 })).toHaveLength(1);
  expect(await receive({ VisibilityTimeout: 43_200 })).toHaveLength(1);
  await expect(receive({ VisibilityTimeout: 43_201 })).rejects.toMatchObject({ code: "InvalidParameterValue" });
});

test("an older receipt handle deletes nothing once the message was received again", async () => {
  const { send, receive, remove, advance, counts } = await createQueueWorld();
  await send("hello");
  const [first] = await receive();
  await advance(30);
  const [second] = await receive();
  await remove(first?.ReceiptHandle);
  expect(await counts()).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
  await remove(second?.ReceiptHandle);
  expect(await counts()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
});

test("changing the visibility timeout hides a message longer, or shows it at once", async () => {
  const { send, receive, advance, call, QueueUrl } = await createQueueWorld({ VisibilityTimeout: "30" });
  await send("hello");
  const [message] = await receive();
  await call(changeMessageVisibility, { QueueUrl, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 100 });
  await advance(99);
  expect(await receive()).toHaveLength(0);
  await advance(1);
  const [again] = await receive();
  await call(changeMessageVisibility, { QueueUrl, ReceiptHandle: again?.ReceiptHandle, VisibilityTimeout: 0 });
  expect(await receive()).toHaveLength(1);
});

test("the visibility timeout of a message that is visible again can't be changed", async () => {
  const { send, receive, advance, call, QueueUrl } = await createQueueWorld();
  await send("hello");
  const [message] = await receive();
  await advance(30);
  const change = call(changeMessageVisibility, {
    QueueUrl,
    ReceiptHandle: message?.ReceiptHandle,
    VisibilityTimeout: 5,
  });
  await expect(change).rejects.toMatchObject({ code: "MessageNotInflight" });
});

test("of a message that is deleted or was received again AWS says that the handle is the wrong parameter", async () => {
  const { send, receive, advance, remove, call, QueueUrl } = await createQueueWorld();
  await send("hello");
  const [first] = await receive();
  await advance(30);
  const [second] = await receive();
  const change = (ReceiptHandle: string | undefined) =>
    call(changeMessageVisibility, { QueueUrl, ReceiptHandle, VisibilityTimeout: 5 });
  const refusal = {
    code: "InvalidParameterValue",
    message: expect.stringContaining("does not exist or is not available"),
  };
  await expect(change(first?.ReceiptHandle)).rejects.toMatchObject(refusal);
  await remove(second?.ReceiptHandle);
  await expect(change(second?.ReceiptHandle)).rejects.toMatchObject(refusal);
});

test("a message stays in flight for at most twelve hours since it was received", async () => {
  const { send, receive, advance, call, QueueUrl } = await createQueueWorld({ VisibilityTimeout: "43200" });
  await send("hello");
  const [message] = await receive();
  await advance(3600);
  const change = call(changeMessageVisibility, {
    QueueUrl,
    ReceiptHandle: message?.ReceiptHandle,
    VisibilityTimeout: 43_200,
  });
  await expect(change).rejects.toMatchObject({
    message:
      "Value 43200 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds].",
  });
});

test("what is no receipt handle is refused", async () => {
  const { remove } = await createQueueWorld();
  await expect(remove("nonsense")).rejects.toMatchObject({ code: "ReceiptHandleIsInvalid" });
  await expect(remove(undefined)).rejects.toMatchObject({ code: "MissingParameter" });
});

test("the journal says that a message came again because nobody deleted it", async () => {
  const { send, receive, advance, events } = await createQueueWorld();
  await send("hello");
  await receive();
  await advance(30);
  await receive();
  const [, second] = await events({ type: "message.received" });
  expect(second?.text).toContain("received before and never deleted");
});
