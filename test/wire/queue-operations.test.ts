import {
  AddPermissionCommand,
  CancelMessageMoveTaskCommand,
  ChangeMessageVisibilityBatchCommand,
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  ListQueueTagsCommand,
  ReceiveMessageCommand,
  RemovePermissionCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
  TagQueueCommand,
  UntagQueueCommand,
} from "@aws-sdk/client-sqs";
import { describe, expect, test } from "vitest";
import { ManualClock } from "../../shared/adapters/memory/manual-clock.ts";
import { startTestServer } from "../api/support/server.ts";
import { sharedServer } from "../api/support/shared-server.ts";
import { START } from "../support/world.ts";
import { errorOf } from "./support/calls.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";
import { type Shape, speakers } from "./support/sqs-speaker.ts";

const THEM = "111111111111";

// It stands still but for what the tests let pass: a busy machine changes nothing.
const server = sharedServer({ clock: new ManualClock(START) });
const client = new SQSClient(clientOptions(server));
const them = new SQSClient(clientOptions(server, { account: THEM }));

async function createQueue(QueueName: string, Attributes: Record<string, string> = {}): Promise<string> {
  const { QueueUrl = "" } = await client.send(new CreateQueueCommand({ QueueName, Attributes }));
  return QueueUrl;
}

describe("the SDK's SQS client", () => {
  test("uses a FIFO queue", async () => {
    const QueueUrl = await createQueue("sdk.fifo", { FifoQueue: "true", ContentBasedDeduplication: "true" });
    const group = { MessageGroupId: "g" };
    const sent = await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "1", ...group }));
    expect(sent.SequenceNumber).toMatch(/^\d{20}$/);
    const Entries = ["2", "3"].map((body) => ({ Id: body, MessageBody: body, ...group }));
    const batch = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(batch.Successful?.map(({ SequenceNumber = "" }) => SequenceNumber > (sent.SequenceNumber ?? ""))).toEqual([
      true,
      true,
    ]);
    const receive = async (ReceiveRequestAttemptId?: string) => {
      const input = { QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ["All" as const] };
      return (await client.send(new ReceiveMessageCommand({ ...input, ReceiveRequestAttemptId }))).Messages ?? [];
    };
    const received = await receive("attempt");
    expect(received.map(({ Body }) => Body)).toEqual(["1", "2", "3"]);
    expect(received[0]?.Attributes).toMatchObject({ MessageGroupId: "g", SequenceNumber: sent.SequenceNumber });
    expect((await receive("attempt")).map(({ ReceiptHandle }) => ReceiptHandle)).toEqual(
      received.map(({ ReceiptHandle }) => ReceiptHandle),
    );
    const changes = received.map(({ ReceiptHandle }, index) => ({
      Id: `${index}`,
      ReceiptHandle,
      VisibilityTimeout: 0,
    }));
    const bad = { Id: "bad", ReceiptHandle: "nonsense", VisibilityTimeout: 0 };
    const changed = await client.send(
      new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries: [...changes, bad] }),
    );
    expect(changed.Successful?.map(({ Id }) => Id)).toEqual(["0", "1", "2"]);
    expect(changed.Failed).toMatchObject([{ Id: "bad", Code: "ReceiptHandleIsInvalid", SenderFault: true }]);
    expect(await receive()).toHaveLength(3);
  });

  test("tags a queue, at its creation and later", async () => {
    const { QueueUrl } = await client.send(
      new CreateQueueCommand({ QueueName: "tagged", tags: { team: "a", old: "b" } }),
    );
    await client.send(new TagQueueCommand({ QueueUrl, Tags: { team: "c", new: "" } }));
    await client.send(new UntagQueueCommand({ QueueUrl, TagKeys: ["old", "nobody"] }));
    expect((await client.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ team: "c", new: "" });
    const Tags = Object.fromEntries(Array.from({ length: 49 }, (_, index) => [`key-${index}`, "x"]));
    expect(await refusalOf(client.send(new TagQueueCommand({ QueueUrl, Tags })))).toMatchObject({
      Code: "InvalidParameterValue",
      message: "Too many tags added for queue tagged.",
    });
  });

  test("lets another account in by a permission, and out again", async () => {
    const QueueUrl = await createQueue("permitted");
    const send = () => them.send(new SendMessageCommand({ QueueUrl, MessageBody: "x" }));
    expect(await refusalOf(send())).toMatchObject({
      Code: "AccessDenied",
      status: 403,
      message:
        "User: arn:aws:iam::111111111111:root is not authorized to perform: sqs:sendmessage on resource: arn:aws:sqs:us-east-1:000000000000:permitted because no resource-based policy allows the sqs:sendmessage action",
    });
    const permission = { QueueUrl, Label: "them", AWSAccountIds: [THEM], Actions: ["SendMessage", "GetQueueUrl"] };
    await client.send(new AddPermissionCommand(permission));
    await send();
    const found = await them.send(
      new GetQueueUrlCommand({ QueueName: "permitted", QueueOwnerAWSAccountId: "000000000000" }),
    );
    expect(found.QueueUrl).toBe(QueueUrl);
    expect(await refusalOf(them.send(new ReceiveMessageCommand({ QueueUrl })))).toMatchObject({ status: 403 });
    expect(await refusalOf(client.send(new AddPermissionCommand(permission)))).toMatchObject({
      message: "Value them for parameter Label is invalid. Reason: Already exists.",
    });
    const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["Policy"] }));
    expect(JSON.parse(Attributes?.Policy ?? "")).toEqual({
      Version: "2008-10-17",
      Id: "arn:aws:sqs:us-east-1:000000000000:permitted/SQSDefaultPolicy",
      Statement: [
        {
          Sid: "them",
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::111111111111:root" },
          Action: ["SQS:SendMessage", "SQS:GetQueueUrl"],
          Resource: "arn:aws:sqs:us-east-1:000000000000:permitted",
        },
      ],
    });
    await client.send(new RemovePermissionCommand({ QueueUrl, Label: "them" }));
    expect(await refusalOf(send())).toMatchObject({ status: 403 });
    expect(await refusalOf(client.send(new RemovePermissionCommand({ QueueUrl, Label: "them" })))).toMatchObject({
      message: "Value them for parameter Label is invalid. Reason: can't find label on existing policy.",
    });
  });

  test("holds its own account to a Deny", async () => {
    const QueueUrl = await createQueue("denied");
    const statement = { Effect: "Deny", Principal: "*", Action: "sqs:SendMessage", Resource: "*" };
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
    const refusal = await refusalOf(client.send(new SendMessageCommand({ QueueUrl, MessageBody: "x" })));
    expect(refusal.message).toMatch(/with an explicit deny in a resource-based policy$/);
    await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: "" } }));
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "x" }));
  });

  test("moves dead letters, watches the task and cancels it", async () => {
    const dead = await createQueue("sdk-dead");
    const SourceArn = "arn:aws:sqs:us-east-1:000000000000:sdk-dead";
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: SourceArn, maxReceiveCount: 1 });
    const sources = await Promise.all(
      ["one", "two", "three"].map((name) => createQueue(`sdk-${name}`, { RedrivePolicy })),
    );
    const first = await client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead, MaxResults: 2 }));
    const rest = await client.send(
      new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead, MaxResults: 2, NextToken: first.NextToken }),
    );
    expect([...(first.queueUrls ?? []), ...(rest.queueUrls ?? [])].toSorted()).toEqual(sources.toSorted());
    expect([first.queueUrls?.length, rest.NextToken]).toEqual([2, undefined]);
    const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: `${index}`, MessageBody: `${index}` }));
    await client.send(new SendMessageBatchCommand({ QueueUrl: dead, Entries }));
    const start = { SourceArn, DestinationArn: "arn:aws:sqs:us-east-1:000000000000:sdk-one" };
    const { TaskHandle } = await client.send(
      new StartMessageMoveTaskCommand({ ...start, MaxNumberOfMessagesPerSecond: 1 }),
    );
    expect(await refusalOf(client.send(new StartMessageMoveTaskCommand(start)))).toMatchObject({
      message:
        "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
    });
    const tasks = async () => (await client.send(new ListMessageMoveTasksCommand({ SourceArn }))).Results;
    expect(await tasks()).toMatchObject([{ TaskHandle, Status: "RUNNING", ApproximateNumberOfMessagesToMove: 10 }]);
    const { ApproximateNumberOfMessagesMoved: moved } = await client.send(
      new CancelMessageMoveTaskCommand({ TaskHandle }),
    );
    await server.api.post("/v1/playground/clock", { advanceSeconds: 2 });
    expect(await tasks()).toMatchObject([{ Status: "CANCELLED", ApproximateNumberOfMessagesMoved: moved }]);
    expect(await refusalOf(client.send(new CancelMessageMoveTaskCommand({ TaskHandle })))).toMatchObject({
      message: "Only active tasks can be cancelled.",
    });
  });
});

/** Every operation with its input in AWS's shapes, in an order in which each succeeds. */
async function callAll(call: (operation: string, input: Shape) => Promise<Shape>, suffix: string): Promise<Shape> {
  const seen: Record<string, Shape> = {};
  const told = async (operation: string, input: Shape) => {
    seen[operation] = await call(operation, input);
    return seen[operation];
  };
  const arn = (name: string) => `arn:aws:sqs:us-east-1:${THEM}:${name}`;
  const { QueueUrl: dead } = await told("CreateQueue", { QueueName: `all-dead-${suffix}`, tags: { team: "a" } });
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn(`all-dead-${suffix}`), maxReceiveCount: 5 });
  const { QueueUrl } = await told("CreateQueue", {
    QueueName: `all-${suffix}`,
    Attributes: { VisibilityTimeout: "30" },
  });
  await told("SetQueueAttributes", { QueueUrl, Attributes: { RedrivePolicy } });
  await told("GetQueueUrl", { QueueName: `all-${suffix}` });
  await told("GetQueueAttributes", { QueueUrl, AttributeNames: ["VisibilityTimeout", "RedrivePolicy"] });
  await told("ListQueues", { QueueNamePrefix: `all-${suffix}`, MaxResults: 5 });
  await told("ListDeadLetterSourceQueues", { QueueUrl: dead });
  await told("TagQueue", { QueueUrl: dead, Tags: { owner: "b" } });
  await told("UntagQueue", { QueueUrl: dead, TagKeys: ["team"] });
  await told("ListQueueTags", { QueueUrl: dead });
  await told("AddPermission", { QueueUrl, Label: "l", AWSAccountIds: ["222222222222"], Actions: ["SendMessage"] });
  await told("RemovePermission", { QueueUrl, Label: "l" });
  await told("SendMessage", { QueueUrl, MessageBody: "one" });
  await told("SendMessageBatch", { QueueUrl, Entries: [{ Id: "a", MessageBody: "two" }] });
  const receive = { QueueUrl, MaxNumberOfMessages: 10, AttributeNames: ["ApproximateReceiveCount"] };
  const received = await told("ReceiveMessage", receive);
  const [one, two] = (received.Messages as Shape[]).map(({ ReceiptHandle }) => ReceiptHandle);
  await told("ChangeMessageVisibility", { QueueUrl, ReceiptHandle: one, VisibilityTimeout: 60 });
  const change = { Id: "a", ReceiptHandle: two, VisibilityTimeout: 60 };
  await told("ChangeMessageVisibilityBatch", { QueueUrl, Entries: [change] });
  await told("DeleteMessage", { QueueUrl, ReceiptHandle: one });
  await told("DeleteMessageBatch", { QueueUrl, Entries: [{ Id: "a", ReceiptHandle: two }] });
  const SourceArn = arn(`all-dead-${suffix}`);
  await call("SendMessageBatch", {
    QueueUrl: dead,
    Entries: ["1", "2", "3", "4"].map((Id) => ({ Id, MessageBody: Id })),
  });
  const DestinationArn = arn(`all-${suffix}`);
  const slowly = { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: 1 };
  const { TaskHandle } = await told("StartMessageMoveTask", slowly);
  await told("ListMessageMoveTasks", { SourceArn });
  await told("CancelMessageMoveTask", { TaskHandle });
  await told("PurgeQueue", { QueueUrl });
  await told("DeleteQueue", { QueueUrl });
  return seen;
}

test("all 23 operations answer alike over JSON and Query", async () => {
  const [json, form] = speakers(server, THEM);
  const ask = (speaker: typeof json) => async (operation: string, input: Shape) => {
    const { output, error } = await speaker.call(operation, input);
    if (error) throw new Error(`${operation} over ${speaker.protocol}: ${JSON.stringify(error)}`);
    return output;
  };
  const overJson = await callAll(ask(json), "json");
  const overForm = await callAll(ask(form), "form");
  expect(Object.keys(overForm)).toHaveLength(23);
  for (const [operation, output] of Object.entries(overJson)) {
    expect([operation, shapeOf(overForm[operation])]).toEqual([operation, shapeOf(output)]);
  }
});

/** Which members there are, whatever they hold. Forms know no numbers, and call queueUrls QueueUrls. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : [shapeOf(value[0])];
  if (typeof value !== "object" || value === null) return "value";
  const members = Object.entries(value).map(([name, member]) => [name.toLowerCase(), shapeOf(member)] as const);
  return Object.fromEntries(members.filter(([, member]) => member !== undefined).toSorted());
}

test("where signatures are verified nobody in particular may do what a queue's policy gives to all", async () => {
  await using guarded = await startTestServer({ accessKeys: new Map([["000000000000", "secret"]]) });
  const owner = new SQSClient(clientOptions(guarded, { account: "000000000000" }));
  const { QueueUrl = "" } = await owner.send(new CreateQueueCommand({ QueueName: "open" }));
  const send = () => {
    const body = new URLSearchParams({ Action: "SendMessage", Version: "2012-11-05", MessageBody: "x" });
    return fetch(QueueUrl, { method: "POST", body });
  };
  expect(await errorOf(await send())).toMatchObject({ status: 403, Code: "AccessDenied" });
  const statement = { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  await owner.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  expect((await send()).status).toBe(200);
  owner.destroy();
});
