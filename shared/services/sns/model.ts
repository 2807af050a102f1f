import type { MessageAttributeValue } from "@aws-sdk/client-sns";
import type { Instant } from "../../core/time.ts";

export interface Topic {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** New with every creation: subscriptions and messages are stored under it, so that deleting the topic loses them all at once. */
  readonly id: string;
  readonly displayName: string;
  readonly createdAt: Instant;
  readonly tags: Readonly<Record<string, string>>;
  /** Absent on standard topics. */
  readonly fifo?: FifoSettings;
  /** The access policy as it was given; AWS's default, which lets in the owner alone, when absent. */
  readonly policy?: string;
  /** For subscriptions to HTTP(S) endpoints; JSON as it was given. */
  readonly deliveryPolicy?: string;
  /** How envelopes are signed: 1 (SHA1) or 2 (SHA256); 1 when absent. */
  readonly signatureVersion?: string;
  /** Attributes that are answered as they were given and mean nothing here. */
  readonly kept?: Readonly<Record<string, string>>;
  readonly dataProtectionPolicy?: string;
}

export interface FifoSettings {
  /** A message without a deduplication id gets the SHA-256 of its text. */
  readonly contentBasedDeduplication: boolean;
  /** Where a deduplication id means the same message: in the whole topic, or in its group. Topic when absent. */
  readonly throughputScope?: "Topic" | "MessageGroup";
}

export const PROTOCOLS = ["sqs", "http", "https", "email", "email-json", "sms", "application"] as const;
export type Protocol = (typeof PROTOCOLS)[number];

export type FilterPolicyScope = "MessageAttributes" | "MessageBody";

export interface SubscriptionSettings {
  /** JSON, as it was given. */
  readonly filterPolicy?: string;
  readonly filterPolicyScope: FilterPolicyScope;
  readonly rawDelivery: boolean;
  /** `{"deadLetterTargetArn": "arn:aws:sqs:..."}`, as it was given. */
  readonly redrivePolicy?: string;
  /** For HTTP(S) endpoints; JSON as it was given. */
  readonly deliveryPolicy?: string;
  /** Attributes that are answered as they were given and mean nothing here. */
  readonly kept?: Readonly<Record<string, string>>;
}

export interface Subscription extends SubscriptionSettings {
  /** The last part of its ARN. */
  readonly id: string;
  readonly topicArn: string;
  readonly owner: string;
  readonly protocol: Protocol;
  /** A queue's ARN, a URL, an e-mail address, a phone number. */
  readonly endpoint: string;
  readonly state: "pending" | "confirmed";
  /** Proves that who confirms (or unsubscribes by a link) can read what is sent to the endpoint. */
  readonly token: string;
  readonly confirmationWasAuthenticated: boolean;
  /** Set by ConfirmSubscription: only the account may unsubscribe then. */
  readonly authenticateOnUnsubscribe: boolean;
  /** The address that its links begin with: the one that the subscriber used. */
  readonly baseUrl: string;
  readonly createdAt: Instant;
  /** Until then the token confirms; a subscription that is still pending then is removed. */
  readonly confirmBefore: Instant;
}

export type MessageAttributes = Readonly<Record<string, MessageAttributeValue>>;

/** A message between its publication and the end of its last delivery. A topic keeps no messages for later subscribers. */
export interface PublishedMessage {
  readonly id: string;
  readonly message: string;
  /** `message` is JSON with a text for each protocol. */
  readonly perProtocol: boolean;
  readonly subject?: string;
  readonly attributes?: MessageAttributes;
  readonly publishedAt: Instant;
  /** For fair queues behind a standard topic; on a FIFO topic, whose messages keep their order. */
  readonly groupId?: string;
  /** FIFO topics. */
  readonly deduplicationId?: string;
  /** FIFO topics: 20 digits, growing within a group. */
  readonly sequenceNumber?: string;
  /** X-Ray's header of the publication, for queues. */
  readonly traceHeader?: string;
}
