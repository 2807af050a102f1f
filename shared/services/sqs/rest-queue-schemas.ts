import { z } from "zod";
import { DEFAULT_LIST_LIMIT, MAX_LIST_LIMIT } from "../../core/limits.ts";
import * as limits from "./limits.ts";

const instant = z.iso.datetime().describe("ISO 8601, UTC");
const between = ({ min, max }: { min: number; max: number }) => z.number().int().min(min).max(max);

export const redrivePolicy = z.strictObject({
  deadLetterQueue: z.string().describe("The name or ARN of the queue that takes over what nobody deletes"),
  maxReceiveCount: between(limits.MAX_RECEIVE_COUNT).describe("Received this often, a message is moved"),
});

export const settings = {
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

const tags = z.record(z.string(), z.string()).describe("At most 50");

const fifoSettings = {
  contentBasedDeduplication: z
    .boolean()
    .describe("FIFO only: the SHA-256 of the body is the deduplication id where a message has none"),
  deduplicationScope: z
    .enum(["queue", "messageGroup"])
    .describe("FIFO only: whether a deduplication id counts in the whole queue or in its group"),
  throughputLimit: z
    .enum(["perQueue", "perMessageGroupId"])
    .describe("FIFO only; perMessageGroupId needs the deduplicationScope messageGroup"),
};

const redriveAllowPolicy = z
  .strictObject({
    permission: z.enum(["allowAll", "denyAll", "byQueue"]),
    sources: z.array(z.string()).optional().describe("Names or ARNs of queues, with byQueue"),
  })
  .describe("Which queues may name this one as their dead-letter queue");

const policy = z
  .record(z.string(), z.unknown())
  .describe("A resource policy in AWS's words: Version, Statement, ... It says what other accounts may do");

const encryption = {
  sqsManagedEncryption: z.boolean().describe("Stored and shown; nothing is encrypted here"),
  kmsKeyId: z.string().describe("Stored and shown; nothing is encrypted here"),
  kmsReuseSeconds: between(limits.KMS_REUSE_SECONDS).describe("Stored and shown"),
};

/** What can be said of a queue when it is created and later. */
const more = {
  contentBasedDeduplication: fifoSettings.contentBasedDeduplication.optional(),
  deduplicationScope: fifoSettings.deduplicationScope.optional(),
  throughputLimit: fifoSettings.throughputLimit.optional(),
  sqsManagedEncryption: encryption.sqsManagedEncryption.optional(),
  kmsReuseSeconds: encryption.kmsReuseSeconds.optional(),
};

export const newQueue = z.strictObject({
  name: z.string().describe("1 to 80 letters, digits, hyphens and underscores; a FIFO queue's ends in .fifo"),
  fifo: z.boolean().optional().describe("Keeps the order of each message group; the name says it when left out"),
  visibilityTimeoutSeconds: settings.visibilityTimeoutSeconds.optional(),
  delaySeconds: settings.delaySeconds.optional(),
  retentionSeconds: settings.retentionSeconds.optional(),
  waitSeconds: settings.waitSeconds.optional(),
  maximumMessageBytes: settings.maximumMessageBytes.optional(),
  redrivePolicy: redrivePolicy.optional(),
  redriveAllowPolicy: redriveAllowPolicy.optional(),
  policy: policy.optional(),
  kmsKeyId: encryption.kmsKeyId.optional(),
  tags: tags.optional(),
  ...more,
});

export const queueChange = z.strictObject({
  visibilityTimeoutSeconds: settings.visibilityTimeoutSeconds.optional(),
  delaySeconds: settings.delaySeconds.optional(),
  retentionSeconds: settings.retentionSeconds.optional(),
  waitSeconds: settings.waitSeconds.optional(),
  maximumMessageBytes: settings.maximumMessageBytes.optional(),
  redrivePolicy: redrivePolicy.nullable().optional().describe("null takes the policy away"),
  redriveAllowPolicy: redriveAllowPolicy.nullable().optional().describe("null takes the policy away"),
  policy: policy.nullable().optional().describe("null takes the policy away"),
  kmsKeyId: encryption.kmsKeyId.nullable().optional().describe("null takes the key away"),
  tags: z
    .record(z.string(), z.string().nullable())
    .optional()
    .describe("Tags to set; null takes a tag away, and what is not named stays"),
  ...more,
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
    redriveAllowPolicy: redriveAllowPolicy.optional(),
    policy: policy.optional(),
    sqsManagedEncryption: encryption.sqsManagedEncryption,
    kmsKeyId: encryption.kmsKeyId.optional(),
    kmsReuseSeconds: encryption.kmsReuseSeconds.optional(),
    contentBasedDeduplication: fifoSettings.contentBasedDeduplication.optional(),
    deduplicationScope: fifoSettings.deduplicationScope.optional(),
    throughputLimit: fifoSettings.throughputLimit.optional(),
    tags,
    createdAt: instant,
    modifiedAt: instant,
  })
  .meta({ id: "Queue" });

export const listQuery = z.strictObject({
  prefix: z.string().optional().describe("Only names that begin with it"),
  limit: z.coerce.number().int().min(1).max(MAX_LIST_LIMIT).default(DEFAULT_LIST_LIMIT),
  nextToken: z.string().optional(),
});

export const sourcesQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MAX_LIST_LIMIT).default(DEFAULT_LIST_LIMIT),
  nextToken: z.string().optional(),
});

const moveTask = z.strictObject({
  status: z.enum(["RUNNING", "COMPLETED", "CANCELLING", "CANCELLED", "FAILED"]),
  source: z.string().describe("ARN"),
  destination: z.string().optional().describe("ARN; each message's source queue when absent"),
  moved: z.number().int(),
  toMove: z.number().int().describe("Messages that there were when it began"),
  messagesPerSecond: z.number().int().optional(),
  failureReason: z.string().optional(),
  startedAt: instant,
  taskHandle: z.string().optional().describe("While it runs"),
});

export const redrive = z.strictObject({
  destination: z.string().optional().describe("The name or ARN of a queue; each message's source queue when left out"),
  messagesPerSecond: between(limits.MOVE_RATE).optional().describe("As fast as it goes when left out"),
});

export const redrives = z.strictObject({ redrives: z.array(moveTask) });

export const permission = z.strictObject({
  label: z.string().describe("Names the permission, to take it away by"),
  accounts: z.array(z.string()).describe("Twelve digits each"),
  actions: z.array(z.string()).describe("SendMessage, ReceiveMessage, ...; * for all that can be given"),
});
