import { z } from "zod";
import { type Route, route } from "../service.ts";
import { changeMessageVisibility } from "./operations/change-message-visibility.ts";
import { deleteMessage } from "./operations/delete-message.ts";
import { deleteMessageBatch } from "./operations/delete-message-batch.ts";
import { peekMessages } from "./operations/peek-messages.ts";
import { receiveMessage } from "./operations/receive-message.ts";
import { sendMessage } from "./operations/send-message.ts";
import { sendMessageBatch } from "./operations/send-message-batch.ts";
import { fromPeeked, fromReceived, toMessageAttributes, urlOf } from "./rest-mapping.ts";
import * as schemas from "./rest-schemas.ts";

const params = z.strictObject({ queue: z.string() });
const handleParams = z.strictObject({ queue: z.string(), receiptHandle: z.string() });

export const messageRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/v1/queues/{queue}/messages",
    id: "peekMessages",
    summary: "Peek: see what is in a queue and change nothing",
    params,
    query: schemas.peekQuery,
    response: { status: 200, description: "Messages, oldest first", schema: schemas.peeked },
    async handle(request, api) {
      const QueueUrl = urlOf(request.params.queue, request);
      const { limit, nextToken } = request.query;
      const page = await api.call(peekMessages, { QueueUrl, MaxResults: limit, NextToken: nextToken });
      const messages = page.Messages.map((message) => fromPeeked(message, page.Queue));
      return { status: 200, json: { messages, ...(page.NextToken ? { nextToken: page.NextToken } : {}) } };
    },
  }),
  route({
    method: "POST",
    path: "/v1/queues/{queue}/messages",
    id: "sendMessage",
    summary: "Send a message",
    params,
    body: schemas.newMessage,
    response: { status: 201, description: "The message is stored", schema: schemas.sent },
    async handle(request, api) {
      const result = await api.call(sendMessage, {
        QueueUrl: urlOf(request.params.queue, request),
        ...toEntry(request.body),
      });
      return { status: 201, json: fromSent(result) };
    },
  }),
  route({
    method: "POST",
    path: "/v1/queues/{queue}/messages/batch",
    id: "sendMessageBatch",
    summary: "Send up to ten messages",
    params,
    body: schemas.newMessages,
    response: { status: 200, description: "What was stored and what was not", schema: schemas.sentBatch },
    async handle(request, api) {
      const Entries = request.body.entries.map((entry, index) => ({
        Id: entry.id ?? String(index),
        ...toEntry(entry),
      }));
      const { Successful = [], Failed = [] } = await api.call(sendMessageBatch, {
        QueueUrl: urlOf(request.params.queue, request),
        Entries,
      });
      return {
        status: 200,
        json: {
          successful: Successful.map((one) => ({ id: one.Id ?? "", ...fromSent(one) })),
          failed: Failed.map(fromFailed),
        },
      };
    },
  }),
  route({
    method: "POST",
    path: "/v1/queues/{queue}/messages/receive",
    id: "receiveMessages",
    summary: "Receive messages and hide them for the visibility timeout",
    params,
    body: schemas.receive,
    bodyOptional: true,
    response: { status: 200, description: "What was found", schema: schemas.received },
    async handle(request, api) {
      const { max, waitSeconds, visibilityTimeoutSeconds, attemptId } = request.body ?? {};
      const { Messages = [] } = await api.call(receiveMessage, {
        QueueUrl: urlOf(request.params.queue, request),
        MaxNumberOfMessages: max,
        WaitTimeSeconds: waitSeconds,
        VisibilityTimeout: visibilityTimeoutSeconds,
        ReceiveRequestAttemptId: attemptId,
        MessageSystemAttributeNames: ["All"],
        MessageAttributeNames: ["All"],
      });
      return { status: 200, json: { messages: Messages.map(fromReceived) } };
    },
  }),
  route({
    method: "POST",
    path: "/v1/queues/{queue}/messages/delete",
    id: "deleteMessages",
    summary: "Delete up to ten received messages",
    params,
    body: schemas.deleteBatch,
    response: {
      status: 200,
      description: "The receipt handles that were dealt with, and those that were not",
      schema: schemas.deletedBatch,
    },
    async handle(request, api) {
      const { receiptHandles } = request.body;
      const Entries = receiptHandles.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
      const { Successful = [], Failed = [] } = await api.call(deleteMessageBatch, {
        QueueUrl: urlOf(request.params.queue, request),
        Entries,
      });
      const handle = (id: string | undefined) => receiptHandles[Number(id)] ?? "";
      const failed = Failed.map((one) => ({ ...fromFailed(one), id: handle(one.Id) }));
      return { status: 200, json: { deleted: Successful.map(({ Id }) => handle(Id)), failed } };
    },
  }),
  route({
    method: "PATCH",
    path: "/v1/queues/{queue}/messages/{receiptHandle}",
    id: "changeMessageVisibility",
    summary: "Hide a received message longer, or no more",
    params: handleParams,
    body: schemas.visibilityChange,
    response: { status: 204, description: "Changed" },
    async handle(request, api) {
      const { queue, receiptHandle } = request.params;
      const VisibilityTimeout = request.body.visibilityTimeoutSeconds;
      await api.call(changeMessageVisibility, {
        QueueUrl: urlOf(queue, request),
        ReceiptHandle: receiptHandle,
        VisibilityTimeout,
      });
      return { status: 204 };
    },
  }),
  route({
    method: "DELETE",
    path: "/v1/queues/{queue}/messages/{receiptHandle}",
    id: "deleteMessage",
    summary: "Delete a received message: its work is done",
    params: handleParams,
    response: { status: 204, description: "Gone" },
    async handle(request, api) {
      const { queue, receiptHandle } = request.params;
      await api.call(deleteMessage, { QueueUrl: urlOf(queue, request), ReceiptHandle: receiptHandle });
      return { status: 204 };
    },
  }),
];

function toEntry(message: z.output<typeof schemas.newMessage>) {
  const { body, delaySeconds, attributes, groupId, deduplicationId, traceHeader } = message;
  return {
    MessageBody: body,
    ...(delaySeconds === undefined ? {} : { DelaySeconds: delaySeconds }),
    ...(attributes ? { MessageAttributes: toMessageAttributes(attributes) } : {}),
    ...(groupId === undefined ? {} : { MessageGroupId: groupId }),
    ...(deduplicationId === undefined ? {} : { MessageDeduplicationId: deduplicationId }),
    ...(traceHeader === undefined
      ? {}
      : { MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: traceHeader } } }),
  };
}

interface Sent {
  readonly MessageId?: string | undefined;
  readonly MD5OfMessageBody?: string | undefined;
  readonly MD5OfMessageAttributes?: string | undefined;
  readonly SequenceNumber?: string | undefined;
}

function fromSent({
  MessageId = "",
  MD5OfMessageBody = "",
  MD5OfMessageAttributes,
  SequenceNumber,
}: Sent): z.input<typeof schemas.sent> {
  return {
    messageId: MessageId,
    md5OfBody: MD5OfMessageBody,
    ...(MD5OfMessageAttributes ? { md5OfAttributes: MD5OfMessageAttributes } : {}),
    ...(SequenceNumber ? { sequenceNumber: SequenceNumber } : {}),
  };
}

function fromFailed({
  Id = "",
  Code = "",
  Message = "",
}: {
  Id?: string | undefined;
  Code?: string | undefined;
  Message?: string | undefined;
}) {
  return { id: Id, code: Code, detail: Message };
}
