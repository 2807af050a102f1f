import type { MessageAttributeValue } from "@aws-sdk/client-sqs";
import type { Body } from "../../core/body.ts";
import type { Instant } from "../../core/time.ts";

/** What a queue is told to do; seconds and bytes, as AWS counts them. */
export interface QueueSettings {
  readonly visibilityTimeoutSeconds: number;
  readonly delaySeconds: number;
  readonly retentionSeconds: number;
  readonly waitSeconds: number;
  readonly maximumMessageBytes: number;
  readonly redrivePolicy?: RedrivePolicy;
  readonly redriveAllowPolicy?: RedriveAllowPolicy;
  /** A resource policy as its owner wrote it. */
  readonly policy?: string;
  /** Absent for standard queues. */
  readonly fifo?: FifoSettings;
  /** Stored and shown; nothing here is encrypted. SQS's own key, AWS's default, when absent. */
  readonly encryption?: Encryption;
}

export interface FifoSettings {
  readonly contentBasedDeduplication: boolean;
  readonly deduplicationScope: "queue" | "messageGroup";
  readonly throughputLimit: "perQueue" | "perMessageGroupId";
}

export interface Encryption {
  readonly managed: boolean;
  readonly kmsKeyId?: string;
  readonly kmsReuseSeconds?: number;
}

/** Which queues may name this one as their dead-letter queue. */
export interface RedriveAllowPolicy {
  readonly redrivePermission: "allowAll" | "denyAll" | "byQueue";
  readonly sourceQueueArns?: readonly string[];
}

export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  /** Received more often than this, a message is moved instead of being handed out again. */
  readonly maxReceiveCount: number;
}

export interface Queue extends QueueSettings {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** New with every creation and purge: messages are stored under it, so that both empty a queue at once. */
  readonly generation: string;
  readonly shards: number;
  readonly createdAt: Instant;
  readonly modifiedAt: Instant;
  readonly purgedAt?: Instant;
  /** Of queues with so many messages that they could be full. */
  readonly inFlightCount?: InFlightCount;
  readonly tags: Readonly<Record<string, string>>;
}

/** How many messages were in flight when they were counted last. */
export interface InFlightCount {
  readonly countedAt: Instant;
  readonly messages: number;
}

export type MessageAttributes = Readonly<Record<string, MessageAttributeValue>>;

/** A message as it is stored. When it can be received next is the row's due instant. */
export interface Message {
  readonly id: string;
  readonly body: Body;
  readonly attributes?: MessageAttributes;
  readonly attributesMd5?: string;
  /** Body and attributes, as AWS measures messages. */
  readonly size: number;
  readonly senderId: string;
  readonly sentAt: Instant;
  readonly shard: number;
  readonly receiveCount: number;
  readonly firstReceivedAt?: Instant;
  readonly lastReceivedAt?: Instant;
  /** Part of the receipt handle of the latest receive: an older handle doesn't fit any more. */
  readonly receipt?: string;
  /** The queue that gave it up, when this one is its dead-letter queue. */
  readonly deadLetterSourceArn?: string;
  /** X-Ray's trace header, as the producer gave it. */
  readonly traceHeader?: string;
  readonly systemAttributesMd5?: string;
  /** Of FIFO queues, and of standard queues whose producers say it (fair queues). */
  readonly groupId?: string;
  readonly deduplicationId?: string;
}

/** A message of a FIFO queue. Its row is written once: what changes stands in its group's window. */
export interface FifoMessage extends Message {
  readonly groupId: string;
  readonly deduplicationId: string;
  /** Twenty digits, growing within the group. */
  readonly sequence: string;
  /** When it could be received first. */
  readonly availableAt: Instant;
}

/** A message's state is derived from its row's due instant; nothing is written when a timeout passes. */
export type MessageState = "visible" | "inFlight" | "delayed";
