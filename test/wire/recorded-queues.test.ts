import { beforeAll, describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { errorOf, sqs, wireCalls } from "./support/calls.ts";
import { recordedError } from "./support/recorded.ts";

/* What AWS was recorded to answer, and what is answered here, error by error: code, wording, status. */

const server = sharedServer();
const calls = wireCalls(server);
beforeAll(async () => {
  for (const name of ["orders", "delayed"]) {
    await calls.json(sqs("CreateQueue"), { QueueName: name, Attributes: { DelaySeconds: "1" } });
  }
});

const url = () => `${server.url}/000000000000/orders`;
const attribute = { ErrorDetails: { DataType: "String", StringValue: "" } };
const large = "a".repeat(1024 * 1024 + 1);

interface Case {
  readonly test: string;
  readonly response: string;
  readonly operation: string;
  json(): unknown;
  form(): Record<string, string>;
}

const CASES: readonly Case[] = [
  {
    test: "test_create_queue_with_different_attributes_raises_exception",
    response: "create_queue_01",
    operation: "CreateQueue",
    json: () => ({ QueueName: "delayed", Attributes: { DelaySeconds: "2" } }),
    form: () => ({ QueueName: "delayed", "Attribute.1.Name": "DelaySeconds", "Attribute.1.Value": "2" }),
  },
  {
    test: "test_invalid_batch_id",
    response: "test_invalid_batch_id",
    operation: "SendMessageBatch",
    json: () => ({ QueueUrl: url(), Entries: [{ Id: "a:b", MessageBody: "x" }] }),
    form: () => ({
      QueueUrl: url(),
      "SendMessageBatchRequestEntry.1.Id": "a:b",
      "SendMessageBatchRequestEntry.1.MessageBody": "x",
    }),
  },
  {
    test: "test_send_empty_message",
    response: "send_empty_message",
    operation: "SendMessage",
    json: () => ({ QueueUrl: url(), MessageBody: "" }),
    form: () => ({ QueueUrl: url(), MessageBody: "" }),
  },
  {
    test: "test_send_message_batch_with_oversized_contents",
    response: "send_oversized_message_batch",
    operation: "SendMessageBatch",
    json: () => ({
      QueueUrl: url(),
      Entries: [
        { Id: "1", MessageBody: large.slice(1) },
        { Id: "2", MessageBody: "a" },
      ],
    }),
    form: () => ({
      QueueUrl: url(),
      "SendMessageBatchRequestEntry.1.Id": "1",
      "SendMessageBatchRequestEntry.1.MessageBody": large.slice(1),
      "SendMessageBatchRequestEntry.2.Id": "2",
      "SendMessageBatchRequestEntry.2.MessageBody": "a",
    }),
  },
  {
    test: "test_send_message_with_empty_string_attribute",
    response: "empty-string-attr",
    operation: "SendMessage",
    json: () => ({ QueueUrl: url(), MessageBody: "x", MessageAttributes: attribute }),
    form: () => ({
      QueueUrl: url(),
      MessageBody: "x",
      "MessageAttribute.1.Name": "ErrorDetails",
      "MessageAttribute.1.Value.DataType": "String",
      "MessageAttribute.1.Value.StringValue": "",
    }),
  },
  {
    test: "test_send_oversized_message",
    response: "send_oversized_message",
    operation: "SendMessage",
    json: () => ({ QueueUrl: url(), MessageBody: large }),
    form: () => ({ QueueUrl: url(), MessageBody: large }),
  },
  {
    test: "test_send_receive_max_number_of_messages",
    response: "send_max_number_of_messages",
    operation: "ReceiveMessage",
    json: () => ({ QueueUrl: url(), MaxNumberOfMessages: 11 }),
    form: () => ({ QueueUrl: url(), MaxNumberOfMessages: "11" }),
  },
];

describe.each(CASES)("$operation refuses as AWS does ($test)", ({ test: name, response, operation, json, form }) => {
  test("over JSON", async () => {
    const aws = recordedError("sqs", `TestSqsProvider::${name}[sqs]`, response);
    expect(await errorOf(await calls.json(sqs(operation), json()))).toEqual(aws);
  });

  test("over Query", async () => {
    // QueryErrorCode is what the Python client adds of its own.
    const { QueryErrorCode: _, ...aws } = recordedError("sqs", `TestSqsProvider::${name}[sqs_query]`, response);
    const answer = await errorOf(await calls.form({ Action: operation, Version: "2012-11-05", ...form() }));
    // Recordings before 2025 have no Detail; the element came with SQS's JSON protocol.
    expect(answer).toEqual({ Detail: null, ...aws });
  });
});

test("a queue that is not there", async () => {
  const aws = recordedError("sqs", "test_update_standard_queue_add_properties_with_replacement", "error");
  expect(await errorOf(await calls.json(sqs("GetQueueUrl"), { QueueName: "nobody" }))).toEqual(aws);
});
