import { expect, test } from "vitest";
import { deleteMessageBatch } from "../../../shared/services/sqs/operations/delete-message-batch.ts";
import { deliverMessage } from "../../../shared/services/sqs/operations/deliver-message.ts";
import { peekMessages } from "../../../shared/services/sqs/operations/peek-messages.ts";
import { sendMessageBatch } from "../../../shared/services/sqs/operations/send-message-batch.ts";
import { createQueueWorld } from "./queue.ts";

test("MD5s are AWS's: of the body and of the attributes", async () => {
  const { send, receive } = await createQueueWorld();
  const MessageAttributes = { MyAttribute: { DataType: "String", StringValue: "foobar" } };
  // Recorded from AWS: test_dead_letter_queue_message_attributes.
  const md5s = {
    MD5OfMessageBody: "3d6b824fd8c1520e9a047d21fee6fb1f",
    MD5OfMessageAttributes: "adb59cd4678ea5a855436b949cd07ab6",
  };
  expect(await send("message-1", { MessageAttributes })).toMatchObject(md5s);
  expect(await receive()).toMatchObject([
    { MD5OfBody: md5s.MD5OfMessageBody, MD5OfMessageAttributes: md5s.MD5OfMessageAttributes, MessageAttributes },
  ]);
});

test("binary attributes come back byte for byte", async () => {
  const { send, receive } = await createQueueWorld();
  const bytes = new Uint8Array([0, 255, 128, 10]);
  await send("x", { MessageAttributes: { blob: { DataType: "Binary.png", BinaryValue: bytes } } });
  const [message] = await receive();
  expect(Buffer.from(message?.MessageAttributes?.blob?.BinaryValue ?? [])).toEqual(Buffer.from(bytes));
});

test("only the attributes that were asked for come back", async () => {
  const { send, receive } = await createQueueWorld({ VisibilityTimeout: "0" });
  const value = { DataType: "String", StringValue: "v" };
  await send("x", { MessageAttributes: { "a.one": value, "a.two": value, b: value } });
  const names = async (asked: string[]) =>
    Object.keys((await receive({ MessageAttributeNames: asked }))[0]?.MessageAttributes ?? {}).sort();
  expect(await names([])).toEqual([]);
  expect(await names(["b"])).toEqual(["b"]);
  expect(await names(["a.*"])).toEqual(["a.one", "a.two"]);
  expect(await names(["All"])).toEqual(["a.one", "a.two", "b"]);
});

test.each([
  ["nothing", "", "The request must contain the parameter MessageBody."],
  ["a control character", "a\u0007", "Invalid binary character '#x7' was found in the message body"],
  ["half a surrogate pair", "\ud800", "Invalid binary character '#xD800' was found in the message body"],
  ["a byte more than 1 MiB", "x".repeat(1_048_577), "Message must be shorter than 1048576 bytes."],
])("%s is no message body", async (_name, body, message) => {
  const { send } = await createQueueWorld();
  await expect(send(body)).rejects.toThrow(message);
});

test("exactly 1 MiB fits, attributes included", async () => {
  const { send } = await createQueueWorld();
  await expect(send("x".repeat(1_048_576))).resolves.toMatchObject({ MessageId: expect.any(String) });
  const MessageAttributes = { n: { DataType: "Number", StringValue: "1" } };
  await expect(send("x".repeat(1_048_576 - 7), { MessageAttributes })).rejects.toMatchObject({
    code: "InvalidParameterValue",
  });
  await expect(send("x".repeat(1_048_576 - 8), { MessageAttributes })).resolves.toBeDefined();
});

test.each([
  [
    { e: { DataType: "String", StringValue: "" } },
    "Message (user) attribute 'e' must contain a non-empty value of type 'String'.",
  ],
  [{ n: { DataType: "Number", StringValue: "many" } }, "Could not cast message attribute 'n' value to number."],
  [{ n: { DataType: "Number", StringValue: "1e127" } }, "Could not cast message attribute 'n' value to number."],
  [{ n: { DataType: "Number", StringValue: "1".repeat(39) } }, "Could not cast message attribute 'n' value to number."],
  [
    { t: { DataType: "Text", StringValue: "x" } },
    "The type of message (user) attribute 't' is invalid. You must use only the following supported type prefixes: Binary, Number, String.",
  ],
  [
    { c: { DataType: "String", StringValue: "a\u0007" } },
    "Invalid binary character '#x7' was found in the message attribute 'c' value",
  ],
  [
    { b: { DataType: "String", StringValue: "a", BinaryValue: Buffer.from("b") } },
    "Message (user) attribute 'b' must contain one value, of type 'String'.",
  ],
  [{ "": { DataType: "String", StringValue: "x" } }, "The request must contain non-empty message attribute name."],
  [{ "aws.x": { DataType: "String", StringValue: "x" } }, "attribute name 'aws.x' is invalid"],
  [
    Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`a${n}`, { DataType: "String", StringValue: "x" }])),
    /^Number of message attributes \[11\] exceeds the allowed maximum \[10\]\.$/,
  ],
])("the attributes %j are refused", async (MessageAttributes, message) => {
  const { send } = await createQueueWorld();
  await expect(send("x", { MessageAttributes })).rejects.toThrow(message);
});

test("numbers of any size that AWS takes are taken", async () => {
  const { send } = await createQueueWorld();
  for (const StringValue of ["0", "-0.0", "007", "+1.5e10", "1e126", "1E-128", "0.00001", "1".repeat(38)])
    await expect(
      send("x", { MessageAttributes: { n: { DataType: "Number.any", StringValue } } }),
    ).resolves.toBeDefined();
});

test("a character that AWS doesn't take has an error of its own", async () => {
  const { send } = await createQueueWorld();
  await expect(send("\u0000")).rejects.toMatchObject({ code: "InvalidMessageContents" });
  await expect(send("\t\r\n \ud7ff\ue000\ufffd\u{10000}\u{10ffff}")).resolves.toBeDefined();
});

test("in a batch a bad entry fails alone", async () => {
  const { call, QueueUrl, counts } = await createQueueWorld();
  const Entries = [
    { Id: "good", MessageBody: "hello" },
    { Id: "bad", MessageBody: "" },
    { Id: "late", MessageBody: "x", DelaySeconds: 1000 },
  ];
  const result = await call(sendMessageBatch, { QueueUrl, Entries });
  expect(result.Successful?.map(({ Id }) => Id)).toEqual(["good"]);
  expect(result.Failed?.map(({ Id, Code }) => [Id, Code])).toEqual([
    ["bad", "MissingParameter"],
    ["late", "InvalidParameterValue"],
  ]);
  expect((await counts())?.visible).toBe(1);
});

test.each([
  ["EmptyBatchRequest", []],
  ["TooManyEntriesInBatchRequest", Array.from({ length: 11 }, (_, n) => ({ Id: `e${n}`, MessageBody: "x" }))],
  ["InvalidBatchEntryId", [{ Id: "a b", MessageBody: "x" }]],
  [
    "BatchEntryIdsNotDistinct",
    [
      { Id: "a", MessageBody: "x" },
      { Id: "a", MessageBody: "y" },
    ],
  ],
  [
    "BatchRequestTooLong",
    [
      { Id: "a", MessageBody: "x".repeat(1_000_000) },
      { Id: "b", MessageBody: "x".repeat(50_000) },
    ],
  ],
])("a batch is refused whole: %s", async (code, Entries) => {
  const { call, QueueUrl } = await createQueueWorld();
  await expect(call(sendMessageBatch, { QueueUrl, Entries })).rejects.toMatchObject({ code });
});

test("a batch of deletions may name a message twice", async () => {
  const { call, QueueUrl, send, receive, counts } = await createQueueWorld();
  await send("a");
  const [message] = await receive();
  const entry = (Id: string, ReceiptHandle = message?.ReceiptHandle) => ({ Id, ReceiptHandle });
  const result = await call(deleteMessageBatch, {
    QueueUrl,
    Entries: [entry("1"), entry("2"), entry("3", "nonsense")],
  });
  expect(result.Successful).toHaveLength(2);
  expect(result.Failed).toMatchObject([{ Id: "3", Code: "ReceiptHandleIsInvalid" }]);
  expect(await counts()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
});

test("a peek shows visible, in flight and delayed with their instants, and changes nothing", async () => {
  const { call, QueueUrl, send, receive, clock } = await createQueueWorld({ VisibilityTimeout: "30" });
  await send("received");
  await receive();
  await send("waiting");
  await send("delayed", { DelaySeconds: 60 });
  const now = clock.now();
  for (let look = 0; look < 2; look += 1) {
    const { Messages } = await call(peekMessages, { QueueUrl, MaxResults: 10 });
    const seen = new Map(Messages.map(({ text, state, visibleAt }) => [text, [state, visibleAt]]));
    expect(Object.fromEntries(seen)).toEqual({
      received: ["inFlight", now + 30_000],
      waiting: ["visible", now],
      delayed: ["delayed", now + 60_000],
    });
  }
});

test("a peek pages through everything, once each", async () => {
  const { call, QueueUrl, send, clock } = await createQueueWorld();
  for (let index = 0; index < 25; index += 1) {
    await send(String(index).padStart(2, "0"));
    clock.advance(1);
  }
  const texts: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await call(peekMessages, { QueueUrl, MaxResults: 7, NextToken });
    texts.push(...page.Messages.map(({ text }) => text));
    NextToken = page.NextToken;
  } while (NextToken);
  expect(texts).toEqual(Array.from({ length: 25 }, (_, index) => String(index).padStart(2, "0")));
});

test("what another service delivers twice is stored once", async () => {
  const { call, arn, clock, receive } = await createQueueWorld();
  const input = {
    QueueArn: arn,
    MessageBody: "from a topic",
    DeliveryId: "11111111-2222-4333-8444-555555555555",
    SentAt: clock.now(),
  };
  await call(deliverMessage, input);
  clock.advance(1000);
  await call(deliverMessage, input);
  expect(await receive()).toHaveLength(1);
});
