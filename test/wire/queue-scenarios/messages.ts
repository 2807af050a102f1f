import { expect } from "vitest";
import { recorded } from "../support/recorded.ts";
import type { Shape } from "../support/sqs-speaker.ts";
import { messagesOf, type Scenarios, type Stage } from "./stage.ts";

const OVERSIZED = "a".repeat(1024 * 1024 + 1);
/** What the recording shows as Python does: b'traceparent\x1e...'. */
const TRACE = "traceparent\x1e00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01";

async function refusedBatchId(stage: Stage, operation: string, response: string, Id: string) {
  const QueueUrl = await stage.queue();
  const entry = operation === "SendMessageBatch" ? { MessageBody: "x" } : { ReceiptHandle: "x" };
  stage.refused(response, await stage.try(operation, { QueueUrl, Entries: [{ Id, ...entry }] }));
}

async function refusedMessage(stage: Stage, response: string, input: Shape) {
  const QueueUrl = await stage.queue();
  stage.refused(response, await stage.try("SendMessage", { QueueUrl, MessageBody: "x", ...input }));
}

const GROUP_IDS: Readonly<Record<string, string>> = { empty: "", spaces: "group 123", too_long: "a".repeat(129) };

export const messageScenarios: Scenarios = {
  async test_aws_trace_header_propagation(stage) {
    const QueueUrl = await stage.queue();
    const { Attributes } = recorded("sqs", "TestSqsProvider::test_aws_trace_header_propagation[sqs]", "xray-msg");
    const StringValue = String((Attributes as Shape).AWSTraceHeader);
    const MessageSystemAttributes = { AWSTraceHeader: { DataType: "String", StringValue } };
    await stage.call("SendMessage", { QueueUrl, MessageBody: "test", MessageSystemAttributes });
    const names = { MessageSystemAttributeNames: ["AWSTraceHeader", "SentTimestamp"] };
    const [message] = messagesOf(await stage.receive(QueueUrl, names));
    // The recording tells the sum of an attribute whose value it hides.
    const { MD5OfMessageAttributes, MessageAttributes } = recorded(
      "sqs",
      "TestSqsProvider::test_aws_trace_header_propagation[sqs]",
      "xray-msg",
    );
    stage.same("xray-msg", { ...message, MD5OfMessageAttributes, MessageAttributes: hidden(MessageAttributes) });
  },

  async test_dead_letter_queue_message_attributes(stage) {
    const dead = await stage.queue();
    const deadLetterTargetArn = await stage.arn(dead);
    const source = await stage.queue({
      VisibilityTimeout: "1",
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 }),
    });
    const trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
    await stage.call("SendMessage", {
      QueueUrl: source,
      MessageBody: "message-1",
      MessageAttributes: { MyAttribute: { DataType: "String", StringValue: "foobar" } },
      MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: trace } },
    });
    await stage.call("SendMessage", { QueueUrl: source, MessageBody: "message-2" });
    stage.same("rec-pre-dlq", await receiveSorted(stage, source));
    await stage.advance(1);
    await stage.receive(source);
    stage.same("dlq-messages", await receiveSorted(stage, dead));
  },

  async test_delete_after_visibility_timeout(stage) {
    const QueueUrl = await stage.queue({ VisibilityTimeout: "1" });
    await stage.call("SendMessage", { QueueUrl, MessageBody: "x" });
    const received = await stage.receive(QueueUrl);
    await stage.advance(1);
    await stage.delete(QueueUrl, received);
    stage.same("delete_after_timeout_queue_empty", await stage.receive(QueueUrl));
  },

  test_delete_message_batch_invalid_msg_id: (stage) =>
    refusedBatchId(stage, "DeleteMessageBatch", "error_response", stage.variant),
  test_invalid_batch_id: (stage) => refusedBatchId(stage, "SendMessageBatch", "test_invalid_batch_id", "a:b"),
  test_send_empty_message: (stage) => refusedMessage(stage, "send_empty_message", { MessageBody: "" }),
  test_send_oversized_message: (stage) => refusedMessage(stage, "send_oversized_message", { MessageBody: OVERSIZED }),

  test_send_message_with_empty_string_attribute: (stage) =>
    refusedMessage(stage, "empty-string-attr", {
      MessageAttributes: { ErrorDetails: { DataType: "String", StringValue: "" } },
    }),

  test_send_message_to_standard_queue_with_invalid_message_group_id: (stage) =>
    refusedMessage(stage, "error-response", { MessageGroupId: GROUP_IDS[stage.variant] }),

  async test_send_message_batch_with_oversized_contents(stage) {
    const QueueUrl = await stage.queue();
    const Entries = [
      { Id: "1", MessageBody: OVERSIZED.slice(1) },
      { Id: "2", MessageBody: "a" },
    ];
    stage.refused("send_oversized_message_batch", await stage.try("SendMessageBatch", { QueueUrl, Entries }));
  },

  async test_send_message_with_binary_attributes(stage) {
    const QueueUrl = await stage.queue();
    const attr1 = { DataType: "Binary", BinaryValue: Buffer.from(TRACE) };
    await stage.call("SendMessage", { QueueUrl, MessageBody: "test", MessageAttributes: { attr1 } });
    const received = await stage.receive(QueueUrl, { MessageAttributeNames: ["All"] });
    const Messages = messagesOf(received).map((message) => {
      const { attr1: shown } = message.MessageAttributes as { attr1: { BinaryValue: string; DataType: string } };
      const bytes = Buffer.from(shown.BinaryValue, "base64").toString();
      expect(bytes).toBe(TRACE);
      const BinaryValue = `b'${bytes.replace("\x1e", "\\x1e")}'`;
      return { ...message, MessageAttributes: { attr1: { ...shown, BinaryValue } } };
    });
    stage.same("binary-attrs-msg", { Messages });
  },

  async test_send_receive_max_number_of_messages(stage) {
    const QueueUrl = await stage.queue();
    const input = { QueueUrl, MaxNumberOfMessages: 11 };
    stage.refused("send_max_number_of_messages", await stage.try("ReceiveMessage", input));
  },
};

/** A timestamp that the recording hides is told as one. */
function hidden(attributes: unknown): Shape {
  return Object.fromEntries(Object.keys(attributes as Shape).map((name) => [name, "1234567890"]));
}

/** A standard queue gives messages in any order; the recording has them by body. */
async function receiveSorted(stage: Stage, QueueUrl: string): Promise<readonly Shape[]> {
  const names = {
    MessageSystemAttributeNames: [
      "AWSTraceHeader",
      "ApproximateFirstReceiveTimestamp",
      "ApproximateReceiveCount",
      "DeadLetterQueueSourceArn",
      "SentTimestamp",
    ],
    MessageAttributeNames: ["All"],
  };
  const messages = messagesOf(await stage.receive(QueueUrl, names));
  return messages.toSorted((left, right) => String(left.Body).localeCompare(String(right.Body)));
}
