import { createHash } from "node:crypto";
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { errorOf, sqs, textAt, wireCalls, xmlOf } from "./support/calls.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";

const server = sharedServer();
const client = new SQSClient(clientOptions(server));

async function createQueue(name: string, Attributes: Record<string, string> = {}): Promise<string> {
  const { QueueUrl = "" } = await client.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  return QueueUrl;
}

describe("the SDK's SQS client", () => {
  test("creates a queue, finds it, lists it, and shows its attributes", async () => {
    const QueueUrl = await createQueue("wire-orders", { VisibilityTimeout: "7" });
    expect(QueueUrl).toBe(`${server.url}/000000000000/wire-orders`);
    expect((await client.send(new GetQueueUrlCommand({ QueueName: "wire-orders" }))).QueueUrl).toBe(QueueUrl);
    expect((await client.send(new ListQueuesCommand({ QueueNamePrefix: "wire-o" }))).QueueUrls).toEqual([QueueUrl]);
    await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { DelaySeconds: "0" } }));
    const all = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
    expect(all.Attributes).toMatchObject({
      QueueArn: "arn:aws:sqs:us-east-1:000000000000:wire-orders",
      VisibilityTimeout: "7",
    });
  });

  test("sends, receives and deletes; the SDK itself checks the MD5 of body and attributes", async () => {
    const QueueUrl = await createQueue("wire-messages");
    const attributes = {
      colour: { DataType: "String", StringValue: "blue" },
      raw: { DataType: "Binary", BinaryValue: new Uint8Array([0, 255]) },
    };
    const sent = await client.send(
      new SendMessageCommand({ QueueUrl, MessageBody: "héllo → <&>", MessageAttributes: attributes }),
    );
    expect(sent.MD5OfMessageBody).toBe(createHash("md5").update("héllo → <&>").digest("hex"));
    const { Messages: [message] = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ["All"], MessageSystemAttributeNames: ["All"] }),
    );
    expect(message).toMatchObject({
      MessageId: sent.MessageId,
      Body: "héllo → <&>",
      Attributes: { ApproximateReceiveCount: "1" },
    });
    expect(message?.MessageAttributes?.raw?.BinaryValue).toEqual(new Uint8Array([0, 255]));
    const ReceiptHandle = message?.ReceiptHandle;
    await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 60 }));
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    expect((await client.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toBeUndefined();
  });

  test("sends and deletes ten at once, and hears of the one that is wrong", async () => {
    const QueueUrl = await createQueue("wire-batch");
    const Entries = Array.from({ length: 9 }, (_, index) => ({ Id: `m${index}`, MessageBody: `body ${index}` }));
    const wrong = { Id: "wrong", MessageBody: "x", DelaySeconds: 901 };
    const sent = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries: [...Entries, wrong] }));
    expect(sent.Successful?.length).toBe(9);
    expect(sent.Failed).toMatchObject([{ Id: "wrong", SenderFault: true, Code: "InvalidParameterValue" }]);
    const seen = new Map<string, string>();
    while (seen.size < 9) {
      const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      for (const { MessageId = "", ReceiptHandle = "" } of Messages) seen.set(MessageId, ReceiptHandle);
    }
    const handles = [...seen.values()].map((ReceiptHandle, index) => ({ Id: `${index}`, ReceiptHandle }));
    const deleted = await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: handles }));
    expect(deleted.Successful?.length).toBe(9);
  });

  test("names errors as AWS does", async () => {
    const QueueUrl = `${server.url}/000000000000/nobody`;
    expect(await refusalOf(client.send(new SendMessageCommand({ QueueUrl, MessageBody: "x" })))).toMatchObject({
      name: "QueueDoesNotExist",
      message: "The specified queue does not exist.",
      status: 400,
      Code: "AWS.SimpleQueueService.NonExistentQueue",
    });
  });

  test("in another account and another region sees other queues", async () => {
    await createQueue("wire-mine");
    const elsewhere = new SQSClient(clientOptions(server, { account: "111111111111", region: "eu-west-1" }));
    expect((await elsewhere.send(new ListQueuesCommand({}))).QueueUrls).toBeUndefined();
    const created = await elsewhere.send(new CreateQueueCommand({ QueueName: "theirs" }));
    expect(created.QueueUrl).toBe(`${server.url}/111111111111/theirs`);
    elsewhere.destroy();
  });
});

describe("REST and the wire see the same", () => {
  test("queues and messages", async () => {
    await server.api.post("/v1/queues", { name: "shared" });
    const QueueUrl = `${server.url}/000000000000/shared`;
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "from the SDK" }));
    const peeked = await server.api.get<{ messages: { body: string }[] }>("/v1/queues/shared/messages");
    expect(peeked.body.messages.map(({ body }) => body)).toEqual(["from the SDK"]);
    await client.send(new PurgeQueueCommand({ QueueUrl }));
    await server.api.post("/v1/queues/shared/messages", { body: "from REST" });
    const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
    expect(Messages?.map(({ Body }) => Body)).toEqual(["from REST"]);
    await client.send(new DeleteQueueCommand({ QueueUrl }));
    expect((await server.api.get("/v1/queues/shared")).status).toBe(404);
  });
});

describe("SQS over Query", () => {
  const version = { Version: "2012-11-05" };
  const call = async (Action: string, fields: Record<string, string>) => {
    const response = await wireCalls(server).form({ Action, ...version, ...fields });
    return xmlOf(await response.text());
  };

  test("sends, receives and deletes", async () => {
    const created = await call("CreateQueue", { QueueName: "query", "Tag.1.Key": "a", "Tag.1.Value": "b" });
    const QueueUrl = textAt(created, "CreateQueueResult", "QueueUrl") ?? "";
    expect(QueueUrl).toBe(`${server.url}/000000000000/query`);
    await call("SendMessage", { QueueUrl, MessageBody: "a < b", ...attribute("colour", "blue") });
    const received = await call("ReceiveMessage", {
      QueueUrl,
      "AttributeName.1": "All",
      "MessageAttributeName.1": "All",
    });
    const [message] = received.children.find(({ name }) => name === "ReceiveMessageResult")?.children ?? [];
    if (!message) throw new Error("no message");
    expect(textAt(message, "Body")).toBe("a < b");
    expect(textAt(message, "MessageAttribute", "Name")).toBe("colour");
    expect(textAt(message, "MessageAttribute", "Value", "StringValue")).toBe("blue");
    const ReceiptHandle = textAt(message, "ReceiptHandle") ?? "";
    const deleted = await call("DeleteMessage", { QueueUrl, ReceiptHandle });
    expect(deleted.name).toBe("DeleteMessageResponse");
    expect(textAt(deleted, "ResponseMetadata", "RequestId")).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("takes the queue from the path, as older clients say it", async () => {
    await createQueue("query-path");
    const body = new URLSearchParams({ Action: "SendMessage", MessageBody: "x", ...version });
    const response = await fetch(`${server.url}/000000000000/query-path`, { method: "POST", body });
    expect(response.status).toBe(200);
  });

  test("takes a single attribute without a number, as older clients say it", async () => {
    const QueueUrl = await createQueue("query-single");
    await call("SetQueueAttributes", { QueueUrl, "Attribute.Name": "VisibilityTimeout", "Attribute.Value": "7" });
    const answered = await call("GetQueueAttributes", { QueueUrl, AttributeName: "VisibilityTimeout" });
    expect(textAt(answered, "GetQueueAttributesResult", "Attribute", "Name")).toBe("VisibilityTimeout");
    expect(textAt(answered, "GetQueueAttributesResult", "Attribute", "Value")).toBe("7");
  });

  test("answers for operations that nobody has", async () => {
    const unknown = await wireCalls(server).form({ Action: "SendPigeon", ...version }, signature("sqs"));
    expect(await errorOf(unknown)).toMatchObject({ status: 400, Code: "InvalidAction" });
    const json = await wireCalls(server).json(sqs("SendPigeon"), {});
    expect(await errorOf(json)).toMatchObject({ Code: "InvalidAction", QueryErrorCode: "UnknownOperationException" });
  });
});

function attribute(name: string, value: string) {
  return {
    "MessageAttribute.1.Name": name,
    "MessageAttribute.1.Value.DataType": "String",
    "MessageAttribute.1.Value.StringValue": value,
  };
}

function signature(service: string) {
  return { authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request` };
}
