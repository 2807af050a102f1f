import { describe, expect, test } from "vitest";
import { addPermission } from "../../../shared/services/sqs/operations/add-permission.ts";
import { deleteQueue } from "../../../shared/services/sqs/operations/delete-queue.ts";
import { deliverMessage } from "../../../shared/services/sqs/operations/deliver-message.ts";
import { sendMessage } from "../../../shared/services/sqs/operations/send-message.ts";
import { setQueueAttributes } from "../../../shared/services/sqs/operations/set-queue-attributes.ts";
import { tagQueue } from "../../../shared/services/sqs/operations/tag-queue.ts";
import { createFifoWorld, createQueueWorld } from "./queue.ts";

const THEM = { kind: "account", account: "111111111111" } as const;
const TOPIC = {
  kind: "service",
  service: "sns.amazonaws.com",
  sourceArn: "arn:aws:sns:us-east-1:111111111111:news",
} as const;

async function withPolicy(...statements: readonly object[]) {
  const world = await createQueueWorld();
  const Statement = statements.map((one) => ({ Effect: "Allow", Resource: world.arn, ...one }));
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
  await world.call(setQueueAttributes, { QueueUrl: world.QueueUrl, Attributes: { Policy } });
  return world;
}

describe("a queue's policy", () => {
  test("lets in whom it names, for what it names", async () => {
    const statement = { Principal: { AWS: "111111111111" }, Action: ["sqs:SendMessage", "sqs:DeleteQueue"] };
    const { call, QueueUrl, counts } = await withPolicy(statement);
    await call(sendMessage, { QueueUrl, MessageBody: "x" }, { principal: THEM });
    expect((await counts())?.visible).toBe(1);
    const stranger = { kind: "account", account: "222222222222" } as const;
    const send = call(sendMessage, { QueueUrl, MessageBody: "x" }, { principal: stranger });
    await expect(send).rejects.toMatchObject({ code: "AccessDenied", status: 403 });
    // No policy gives a queue away.
    await expect(call(deleteQueue, { QueueUrl }, { principal: THEM })).rejects.toMatchObject({ code: "AccessDenied" });
  });

  test("asks about the conditions of a request", async () => {
    const fromHome = { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } };
    const { call, QueueUrl } = await withPolicy({ Principal: "*", Action: "sqs:*", Condition: fromHome });
    const send = (sourceIp: string) =>
      call(sendMessage, { QueueUrl, MessageBody: "x" }, { principal: { kind: "anonymous" }, client: { sourceIp } });
    await send("10.1.2.3");
    await expect(send("192.0.2.1")).rejects.toMatchObject({ code: "AccessDenied" });
  });

  test("lets a topic of another account deliver", async () => {
    const { call, arn } = await createQueueWorld();
    const deliver = { QueueArn: arn, MessageBody: "x", DeliveryId: "d" };
    await expect(call(deliverMessage, deliver, { principal: TOPIC })).rejects.toMatchObject({ code: "AccessDenied" });
    const open = await withPolicy({
      Principal: { Service: "sns.amazonaws.com" },
      Action: "sqs:SendMessage",
      Condition: { ArnEquals: { "aws:SourceArn": TOPIC.sourceArn } },
    });
    await open.call(deliverMessage, deliver, { principal: TOPIC });
    expect((await open.counts())?.visible).toBe(1);
    const other = { ...TOPIC, sourceArn: "arn:aws:sns:us-east-1:111111111111:other" };
    await expect(open.call(deliverMessage, deliver, { principal: other })).rejects.toThrow("not authorized");
  });

  test("is refused when it is no policy", async () => {
    const { call, QueueUrl } = await createQueueWorld();
    const set = (Policy: string) => call(setQueueAttributes, { QueueUrl, Attributes: { Policy } });
    for (const Policy of [
      "nonsense",
      "{}",
      JSON.stringify({ Statement: [{ Effect: "Allow" }] }),
      `{"a":"${"x".repeat(8192)}"}`,
    ])
      await expect(set(Policy)).rejects.toMatchObject({ code: "InvalidAttributeValue" });
  });
});

describe("a policy of more than AWS takes is refused", () => {
  const list = (count: number) => Array.from({ length: count }, (_, index) => index);
  const accounts = (count: number) => list(count).map((index) => String(100_000_000_000 + index));
  const statement = { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" };
  test.each([
    [list(21).map((Sid) => ({ ...statement, Sid: `s${Sid}` })), "21 Statements were found, maximum allowed is 20."],
    [[{ ...statement, Action: list(8).map(() => "sqs:SendMessage") }], "8 Actions were found, maximum allowed is 7."],
    [[{ ...statement, Principal: { AWS: accounts(51) } }], "51 Principals were found, maximum allowed is 50."],
  ])("%#: OverLimit", async (Statement, message) => {
    const { call, QueueUrl } = await createQueueWorld();
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
    const set = call(setQueueAttributes, { QueueUrl, Attributes: { Policy } });
    await expect(set).rejects.toMatchObject({ code: "OverLimit", status: 403, message });
  });

  test("statement by statement, too", async () => {
    const { call, QueueUrl } = await createQueueWorld();
    const add = (Label: string) =>
      call(addPermission, { QueueUrl, Label, AWSAccountIds: ["111111111111"], Actions: ["SendMessage"] });
    for (const index of list(20)) await add(`s${index}`);
    await expect(add("one-more")).rejects.toMatchObject({ code: "OverLimit" });
  });
});

describe("AddPermission refuses", () => {
  const VALID = { Label: "l", AWSAccountIds: ["111111111111"], Actions: ["SendMessage"] };
  test.each([
    [
      { Actions: ["CreateQueue"] },
      "Value SQS:CreateQueue for parameter ActionName is invalid. Reason: Only the queue owner is allowed to invoke this action.",
    ],
    [
      { Actions: ["Fly"] },
      "Value SQS:Fly for parameter ActionName is invalid. Reason: Please refer to the appropriate WSDL for a list of valid actions.",
    ],
    [{ Actions: Array.from({ length: 8 }, () => "SendMessage") }, "8 Actions were found, maximum allowed is 7."],
    [{ Actions: [] }, "The request must contain the parameter Actions."],
    [{ Label: "a b" }, "Value a b for parameter Label is invalid."],
    [{ AWSAccountIds: ["1"] }, "Value [1] for parameter PrincipalId is invalid. Reason: Unable to verify."],
  ])("%j", async (wrong, message) => {
    const { call, QueueUrl } = await createQueueWorld();
    await expect(call(addPermission, { QueueUrl, ...VALID, ...wrong })).rejects.toThrow(message);
  });
});

test.each([
  [{ "aws:mine": "x" }, "aws:"],
  [{ ["k".repeat(129)]: "x" }, "Tag keys must be between 1 and 128 characters in length."],
  [{ k: "v".repeat(257) }, "Tag values must be between 0 and 256 characters in length."],
  [{ "k!": "v" }, "Tags can only include"],
])("tags %j are refused", async (Tags, message) => {
  const { call, QueueUrl } = await createQueueWorld();
  await expect(call(tagQueue, { QueueUrl, Tags: Tags as Record<string, string> })).rejects.toThrow(message);
});

test("a service delivers to a FIFO queue with group and id, once", async () => {
  const { call, arn, receive } = await createFifoWorld();
  const delivery = { QueueArn: arn, MessageBody: "x", MessageGroupId: "g", MessageDeduplicationId: "d" };
  const first = await call(deliverMessage, { ...delivery, DeliveryId: "one" });
  const second = await call(deliverMessage, { ...delivery, DeliveryId: "two" });
  expect(second).toEqual(first);
  expect(await receive()).toMatchObject([{ Attributes: { MessageGroupId: "g", MessageDeduplicationId: "d" } }]);
  const noGroup = call(deliverMessage, { QueueArn: arn, MessageBody: "x", DeliveryId: "three" });
  await expect(noGroup).rejects.toMatchObject({ code: "MissingParameter" });
});
