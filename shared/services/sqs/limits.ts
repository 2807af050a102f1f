/**
 * SQS's numbers. Sources: "Amazon SQS message quotas" (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html),
 * "standard queue quotas" (.../quotas-queues.html) and the API reference of CreateQueue and SendMessage.
 */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

export const VISIBILITY_TIMEOUT_SECONDS: Range = { min: 0, max: 43_200, default: 30 };
export const DELAY_SECONDS: Range = { min: 0, max: 900, default: 0 };
export const RETENTION_SECONDS: Range = { min: 60, max: 1_209_600, default: 345_600 };
export const WAIT_SECONDS: Range = { min: 0, max: 20, default: 0 };
export const MAXIMUM_MESSAGE_BYTES: Range = { min: 1024, max: 1_048_576, default: 1_048_576 };
/** The whole batch, bodies and attributes together. */
export const MAX_BATCH_BYTES = 1_048_576;
/** A batch of that size in JSON's longest escapes, six characters a byte, and room for what stands around it. */
export const MAX_BODY_BYTES = 8 * MAX_BATCH_BYTES;
export const MAX_BATCH_ENTRIES = 10;
export const MAX_RECEIVE_MESSAGES = 10;
/** "Approximately", says AWS, of either kind of queue. */
export const MAX_IN_FLIGHT = 120_000;
/** One receive in so many has the messages in flight counted: a queue passes the limit by a few hundred receives at most (decision 128). */
export const RECEIVES_PER_COUNT = 64;
/** Where many are still missing, fewer count: about so many before the queue is full. */
export const COUNTS_BEFORE_FULL = 16;
/** For so long a count is good: the next one takes as many reads. */
export const IN_FLIGHT_COUNT_SECONDS = 5;
export const MAX_MESSAGE_ATTRIBUTES = 10;
export const MAX_ATTRIBUTE_NAME_LENGTH = 256;
/** Of an attribute's number, which lies between 10^-128 and 10^126. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html */
export const MAX_NUMBER_DIGITS = 38;
export const NUMBER_EXPONENT: Pick<Range, "min" | "max"> = { min: -128, max: 126 };
/** A redrive policy's maxReceiveCount. */
export const MAX_RECEIVE_COUNT: Pick<Range, "min" | "max"> = { min: 1, max: 1000 };
export const MAX_LIST_QUEUES = 1000;
export const MAX_QUEUE_NAME_LENGTH = 80;
/** AWS refuses a second purge of a queue within this time (PurgeQueueInProgress). */
export const PURGE_SECONDS = 60;

/** Message group and deduplication ids; with punctuation, without spaces. */
export const MAX_FIFO_ID_LENGTH = 128;
/** A message with a deduplication id that was seen within this time is accepted and not stored; so are attempts of receives. */
export const DEDUPLICATION_SECONDS = 300;

/** How many messages of a group its row tells of: as many as one receive can take (decision 80). */
export const GROUP_WINDOW = MAX_RECEIVE_MESSAGES;
/** An emptied group's last sequence number is kept so long: until then the clock has overtaken it. */
export const IDLE_GROUP_SECONDS = 60;
/** Messages that a background step handles in a FIFO queue: each may write its group, and three rows more. */
export const FIFO_BACKGROUND_PAGE = 15;

/** A standard queue is this many queues behind the scenes; fixed when it is created (DESIGN section 4). */
export const SHARDS = 4;
/** The groups of a FIFO queue are one partition (decision 80). */
export const FIFO_SHARDS = 1;
/** Larger bodies go to the BlobStore: a DynamoDB item holds 400 KB (DESIGN section 4). */
export const INLINE_BODY_BYTES = 200 * 1024;
/** Rows looked at in one shard by one receive, so that a heap of expired messages can't hold it up. */
export const MAX_EXAMINED = 200;
/** Messages that a background step (move, discard, expire) handles in one transaction of at most 100 writes. */
export const BACKGROUND_PAGE = 25;
/** Longer than any request takes from its first read to its last write: then an emptied generation is looked at once more. */
export const STRAGGLER_SECONDS = 60;
/** Expired messages of one queue that one sweep removes; the next sweep goes on. */
export const MAX_EXPIRED_PER_SWEEP = 10_000;
/** A peek shows at most this many messages at a time, each with at most this much of its body. */
export const MAX_PEEK_MESSAGES = 100;
export const PEEK_BODY_BYTES = 16 * 1024;
/** How long a key of KMS is used before SQS asks for it again. */
export const KMS_REUSE_SECONDS: Range = { min: 60, max: 86_400, default: 300 };
/** Of a queue's policy. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html */
export const MAX_POLICY_BYTES = 8192;
export const MAX_POLICY_STATEMENTS = 20;
/** Of a statement. */
export const MAX_POLICY_PRINCIPALS = 50;
export const MAX_POLICY_CONDITIONS = 10;
/** The source queues that a RedriveAllowPolicy names. */
export const MAX_REDRIVE_SOURCES = 10;
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-tags.html */
export const MAX_TAGS = 50;
export const MAX_TAG_KEY_LENGTH = 128;
export const MAX_TAG_VALUE_LENGTH = 256;
/** Actions of one AddPermission, and of any statement. */
export const MAX_PERMISSION_ACTIONS = 7;
export const MAX_LABEL_LENGTH = 80;
/** Messages that a move task moves a second, when it is told how many. */
export const MOVE_RATE: Pick<Range, "min" | "max"> = { min: 1, max: 500 };
/** AWS lists no more of a queue's move tasks. */
export const MAX_MOVE_TASKS = 10;
/** Messages that a move of a FIFO queue handles in one transaction: each may write two groups. */
export const FIFO_MOVE_PAGE = 10;
