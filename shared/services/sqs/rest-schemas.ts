import { z } from "zod";
import { DEFAULT_LIST_LIMIT, MAX_LIST_LIMIT } from "../../core/limits.ts";
import * as limits from "./limits.ts";

const instant = z.iso.datetime().describe("ISO 8601, UTC");
const between = ({ min, max }: { min: number; max: number }) => z.number().int().min(min).max(max);

const attributeValue = z.strictObject({
  type: z.string().describe("String, Number or Binary, with an optional label behind a period"),
  value: z.string().describe("The value; base64 when the type is Binary"),
});

export const attributes = z.record(z.string(), attributeValue).describe("Message attributes: at most 10");

export const redrivePolicy = z.strictObject({
  deadLetterQueue: z.string().describe("The name or ARN of the queue that takes over what nobody deletes"),
  maxReceiveCount: between(limits.MAX_RECEIVE_COUNT).describe("Received this often, a message is moved"),
});

const settings = {
  visibilityTimeoutSeconds: between(limits.VISIBILITY_TIMEOUT_SECONDS).describe(
    "How long a received message is hidden",
  ),
  delaySeconds: between(limits.DELAY_SECONDS).describe("How long a new message is hidden at first"),
  retentionSeconds: between(limits.RETENTION_SECONDS).describe("How long a message is kept when nobody deletes it"),
  waitSeconds: between(limits.WAIT_SECONDS).describe(
    "How long a receive waits for a first message when it doesn't say",
  ),
  maximumMessageBytes: between(limits.MAXIMUM_MESSAGE_BYTES).describe("Body and attributes together"),
};

export const newQueue = z.strictObject({
  name: z.string().describe("1 to 80 letters, digits, hyphens and underscores"),
  fifo: z.boolean().optional().describe("FIFO queues are not built yet"),
  visibilityTimeoutSeconds: settings.visibilityTimeoutSeconds.optional(),
  delaySeconds: settings.delaySeconds.optional(),
  retentionSeconds: settings.retentionSeconds.optional(),
  waitSeconds: settings.waitSeconds.optional(),
  maximumMessageBytes: settings.maximumMessageBytes.optional(),
  redrivePolicy: redrivePolicy.optional(),
});

export const queueChange = z.strictObject({
  visibilityTimeoutSeconds: settings.visibilityTimeoutSeconds.optional(),
  delaySeconds: settings.delaySeconds.optional(),
  retentionSeconds: settings.retentionSeconds.optional(),
  waitSeconds: settings.waitSeconds.optional(),
  maximumMessageBytes: settings.maximumMessageBytes.optional(),
  redrivePolicy: redrivePolicy.nullable().optional().describe("null takes the policy away"),
});

export const queue = z
  .strictObject({
    name: z.string(),
    arn: z.string(),
    url: z.string(),
    region: z.string(),
    fifo: z.boolean(),
    shards: z
      .number()
      .int()
      .describe("The queues behind the queue: a message goes to a random one, so order is only rough"),
    visible: z.number().int().describe("Messages that a receive can get now"),
    inFlight: z.number().int().describe("Received, not deleted, hidden until their visibility timeout ends"),
    delayed: z.number().int().describe("Sent with a delay that isn't over"),
    ...settings,
    redrivePolicy: z
      .strictObject({ deadLetterQueue: z.string(), deadLetterQueueArn: z.string(), maxReceiveCount: z.number().int() })
      .optional(),
    createdAt: instant,
    modifiedAt: instant,
  })
  .meta({ id: "Queue" });

export const listQuery = z.strictObject({
  prefix: z.string().optional().describe("Only names that begin with it"),
  limit: z.coerce.number().int().min(1).max(MAX_LIST_LIMIT).default(DEFAULT_LIST_LIMIT),
  nextToken: z.string().optional(),
});

export const peekQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(limits.MAX_PEEK_MESSAGES).default(limits.MAX_PEEK_MESSAGES),
  nextToken: z.string().optional(),
});

export const newMessage = z.strictObject({
  body: z.string().describe("Text, at most 1 MiB together with the attributes"),
  delaySeconds: settings.delaySeconds.optional(),
  attributes: attributes.optional(),
  groupId: z.string().optional().describe("FIFO queues are not built yet"),
  deduplicationId: z.string().optional().describe("FIFO queues are not built yet"),
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
});

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
      receiveCount: z.number().int(),
      shard: z.number().int(),
      sentAt: instant,
      expiresAt: instant,
      attributes: attributes.optional(),
      deadLetterSource: z.string().optional(),
    }),
  ),
  nextToken: z.string().optional(),
});

export const visibilityChange = z.strictObject({ visibilityTimeoutSeconds: settings.visibilityTimeoutSeconds });

export const deleteBatch = z.strictObject({ receiptHandles: z.array(z.string()).min(1).max(limits.MAX_BATCH_ENTRIES) });

export const deletedBatch = z.strictObject({ deleted: z.array(z.string()), failed: z.array(failure) });

export const redrive = z.strictObject({
  destination: z.string().optional().describe("The name or ARN of a queue; each message's source queue when left out"),
});
