import { expect, test } from "vitest";
import { sendMessage } from "../../../shared/services/sqs/operations/send-message.ts";
import { createFifoWorld, createQueueWorld } from "./queue.ts";

const TRACE = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

test("a trace header goes along, with a sum of its own, and does not count towards the size", async () => {
  const { send, receive } = await createQueueWorld({ MaximumMessageSize: "1024" });
  const AWSTraceHeader = { DataType: "String", StringValue: TRACE };
  const sent = await send("x".repeat(1024), { MessageSystemAttributes: { AWSTraceHeader } });
  // The MD5 of name, type and value, each with its length before it.
  expect(sent.MD5OfMessageSystemAttributes).toBe("5ae4d5d7636402d80f4eb6d213245a88");
  const [message] = await receive({ MessageSystemAttributeNames: ["AWSTraceHeader"] });
  expect(message?.Attributes).toEqual({ AWSTraceHeader: TRACE });
});

test.each([
  [{ Other: { DataType: "String", StringValue: "x" } }, "Message (system) attribute name 'Other' is invalid."],
  [
    { AWSTraceHeader: { DataType: "Number", StringValue: "1" } },
    "The type of message (system) attribute 'AWSTraceHeader'",
  ],
  [{ AWSTraceHeader: { DataType: "String", StringValue: "" } }, "must contain a non-empty value of type 'String'"],
])("the system attributes %j are refused", async (MessageSystemAttributes, message) => {
  const { send } = await createQueueWorld();
  await expect(send("x", { MessageSystemAttributes: MessageSystemAttributes as object })).rejects.toThrow(message);
});

test("a receiver gets the system attributes that it names, and hears of those that nobody knows", async () => {
  const { send, receive } = await createFifoWorld();
  await send("x", { MessageGroupId: "g" });
  await expect(receive({ MessageSystemAttributeNames: ["Nonsense" as "All"] })).rejects.toMatchObject({
    code: "InvalidAttributeName",
    message: "Unknown Attribute Nonsense.",
  });
  const [message] = await receive({
    MessageSystemAttributeNames: ["MessageGroupId", "SequenceNumber"],
    AttributeNames: ["MessageDeduplicationId" as "All"],
  });
  const names = ["MessageDeduplicationId", "MessageGroupId", "SequenceNumber"];
  expect(Object.keys(message?.Attributes ?? {}).toSorted()).toEqual(names);
});

test.each([
  [["All"], ["bar.one", "bar.two", "baz", "barn"]],
  [[".*"], ["bar.one", "bar.two", "baz", "barn"]],
  [["bar.*"], ["bar.one", "bar.two", "barn"]],
  [["baz", "nobody"], ["baz"]],
  [[], []],
])("message attributes by the names %j", async (MessageAttributeNames, wanted) => {
  const { send, receive } = await createQueueWorld();
  const names = ["bar.one", "bar.two", "baz", "barn"];
  const value = { DataType: "String", StringValue: "x" };
  await send("x", { MessageAttributes: Object.fromEntries(names.map((name) => [name, value])) });
  const [message] = await receive({ MessageAttributeNames });
  expect(Object.keys(message?.MessageAttributes ?? {}).toSorted()).toEqual(wanted.toSorted());
});

test("the sender is known by the id of its role and session, or of its account", async () => {
  const { call, send, receive, QueueUrl } = await createQueueWorld();
  await send("by the account");
  const arn = "arn:aws:sts::000000000000:assumed-role/reader/ada";
  const principal = { kind: "account", account: "000000000000", arn } as const;
  await call(sendMessage, { QueueUrl, MessageBody: "by a role" }, { principal });
  const senders = new Map((await receive()).map(({ Body, Attributes }) => [Body, Attributes?.SenderId]));
  expect(senders.get("by the account")).toBe("000000000000");
  expect(senders.get("by a role")).toMatch(/^AROA[A-Z2-7]{17}:ada$/);
});
