import { z } from "zod";
import * as limits from "./limits.ts";
import { settings } from "./rest-queue-schemas.ts";

const instant = z.iso.datetime().describe("ISO 8601, UTC");

const attributeValue = z.strictObject({
  type: z.string().describe("String, Number or Binary, with an optional label behind a period"),
  value: z.string().describe("The value; base64 when the type is Binary"),
});

export const attributes = z.record(z.string(), attributeValue).describe("Message attributes: at most 10");

export const peekQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(limits.MAX_PEEK_MESSAGES).default(limits.MAX_PEEK_MESSAGES),
  nextToken: z.string().optional(),
});

export const newMessage = z.strictObject({
  body: z.string().describe("Text, at most 1 MiB together with the attributes"),
  delaySeconds: settings.delaySeconds.optional(),
  attributes: attributes.optional(),
  groupId: z
    .string()
    .optional()
    .describe("The message group: a FIFO queue keeps its order; a standard queue only shows it"),
  deduplicationId: z
    .string()
    .optional()
    .describe("FIFO only: a second message with it within five minutes is accepted and not stored"),
  traceHeader: z.string().optional().describe("X-Ray's, handed on to the receiver"),
});

export const newMessages = z.strictObject({
  entries: z
    .array(
      newMessage.extend({
        id: z.string().optional().describe("Names the entry in the answer; its place in the list when left out"),
      }),
    )
    .min(1)
    .max(limits.MAX_BATCH_ENTRIES),
});

export const sent = z.strictObject({
  messageId: z.string(),
  md5OfBody: z.string(),
  md5OfAttributes: z.string().optional(),
  sequenceNumber: z.string().optional().describe("FIFO only: twenty digits, growing in the group"),
});

const failure = z.strictObject({ id: z.string(), code: z.string(), detail: z.string() });

export const sentBatch = z.strictObject({
  successful: z.array(sent.extend({ id: z.string() })),
  failed: z.array(failure),
});

export const receive = z.strictObject({
  max: z
    .number()
    .int()
    .min(1)
    .max(limits.MAX_RECEIVE_MESSAGES)
    .optional()
    .describe("Messages at most; 1 when left out"),
  waitSeconds: settings.waitSeconds.optional().describe("How long to wait for a first message: a long poll"),
  visibilityTimeoutSeconds: settings.visibilityTimeoutSeconds.optional(),
  attemptId: z
    .string()
    .optional()
    .describe("FIFO only: a receive with the same id within five minutes gets the same messages again"),
});

const place = {
  groupId: z.string().optional(),
  deduplicationId: z.string().optional(),
  sequenceNumber: z.string().optional(),
  traceHeader: z.string().optional(),
};

export const received = z.strictObject({
  messages: z.array(
    z.strictObject({
      messageId: z.string(),
      body: z.string(),
      receiptHandle: z
        .string()
        .describe("Needed to delete the message or to change its visibility; new with every receive"),
      receiveCount: z.number().int(),
      shard: z.number().int(),
      md5OfBody: z.string(),
      sentAt: instant,
      firstReceivedAt: instant,
      attributes: attributes.optional(),
      deadLetterSource: z.string().optional().describe("The ARN of the queue that gave it up"),
      ...place,
    }),
  ),
});

export const peeked = z.strictObject({
  messages: z.array(
    z.strictObject({
      messageId: z.string(),
      body: z.string().describe("At most its first 16 KiB"),
      bodyTruncated: z.boolean(),
      size: z.number().int().describe("Bytes of body and attributes"),
      state: z.enum(["visible", "inFlight", "delayed"]),
      visibleAt: instant.describe("When it can be received (again)"),
      blockedBy: z
        .string()
        .optional()
        .describe(
          "FIFO only: the message of its group that is in flight or delayed before it; until it is gone, this one waits",
        ),
      receiveCount: z.number().int(),
      shard: z.number().int(),
      sentAt: instant,
      expiresAt: instant,
      attributes: attributes.optional(),
      deadLetterSource: z.string().optional(),
      ...place,
    }),
  ),
  nextToken: z.string().optional(),
});

export const visibilityChange = z.strictObject({ visibilityTimeoutSeconds: settings.visibilityTimeoutSeconds });

export const deleteBatch = z.strictObject({ receiptHandles: z.array(z.string()).min(1).max(limits.MAX_BATCH_ENTRIES) });

export const deletedBatch = z.strictObject({ deleted: z.array(z.string()), failed: z.array(failure) });
