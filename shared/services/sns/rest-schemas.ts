import { z } from "zod";
import { DEFAULT_LIST_LIMIT, MAX_LIST_LIMIT } from "../../core/limits.ts";
import * as limits from "./limits.ts";

const instant = z.iso.datetime().describe("ISO 8601, UTC");

export const listQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MAX_LIST_LIMIT).default(DEFAULT_LIST_LIMIT),
  nextToken: z.string().optional(),
});

const displayName = z
  .string()
  .max(limits.MAX_DISPLAY_NAME_LENGTH)
  .describe("The sender's name in e-mails; stands before text messages");

const contentBasedDeduplication = z
  .boolean()
  .describe("FIFO topics: a message without a deduplication id gets the SHA-256 of its text");
const throughputScope = z
  .enum(["topic", "messageGroup"])
  .describe("FIFO topics: where a deduplication id means the same message");
const policy = z
  .record(z.string(), z.unknown())
  .describe("Who else may use the topic: an access policy in AWS's language. Left out: its own account alone");
const topicDeliveryPolicy = z
  .record(z.string(), z.unknown())
  .describe("How deliveries to HTTP(S) endpoints are tried again; AWS's DeliveryPolicy of topics");
const tags = z.record(z.string(), z.string()).describe("Tags by their keys, up to 50");

export const newTopic = z
  .strictObject({
    name: z.string().describe("1 to 256 letters, digits, hyphens and underscores; a FIFO topic's ends in .fifo"),
    displayName: displayName.optional(),
    fifo: z.boolean().optional().describe("Keep the order of each message group; false when left out"),
    contentBasedDeduplication: contentBasedDeduplication.optional(),
    throughputScope: throughputScope.optional(),
    policy: policy.optional(),
    deliveryPolicy: topicDeliveryPolicy.optional(),
    tags: tags.optional(),
  })
  .meta({ examples: [{ name: "news" }, { name: "orders.fifo", fifo: true, contentBasedDeduplication: true }] });

export const topicChange = z.strictObject({
  displayName: displayName.optional(),
  contentBasedDeduplication: contentBasedDeduplication.optional(),
  throughputScope: throughputScope.optional(),
  policy: policy.nullable().optional().describe("null brings the default back: the topic's own account alone"),
  deliveryPolicy: topicDeliveryPolicy.nullable().optional().describe("null brings AWS's default back"),
  signatureVersion: z.enum(["1", "2"]).optional().describe("How envelopes are signed: 1 with SHA1, 2 with SHA256"),
  tags: z
    .record(z.string(), z.string().nullable())
    .optional()
    .describe("Tags to add or to change; null takes one away, others stay"),
});

export const newPermission = z
  .strictObject({
    label: z.string().describe("Names the statement, so that it can be taken out again"),
    accounts: z.array(z.string()).min(1).describe("Account ids of 12 digits"),
    actions: z.array(z.string()).min(1).describe("Publish, Subscribe, ..."),
  })
  .meta({ examples: [{ label: "partner", accounts: ["111111111111"], actions: ["Publish"] }] });

export const topic = z
  .strictObject({
    name: z.string(),
    arn: z.string(),
    region: z.string(),
    displayName: z.string(),
    fifo: z.boolean(),
    contentBasedDeduplication: contentBasedDeduplication.optional(),
    throughputScope: throughputScope.optional(),
    policy: policy.optional(),
    deliveryPolicy: topicDeliveryPolicy.optional(),
    signatureVersion: z.string().optional(),
    tags,
    subscriptionsConfirmed: z.number().int().describe("Subscriptions that get what is published"),
    subscriptionsPending: z.number().int().describe("Subscriptions that wait for somebody to confirm them"),
    createdAt: instant,
  })
  .meta({ id: "Topic" });

export const topics = z.strictObject({ topics: z.array(topic), nextToken: z.string().optional() });

export const filterPolicy = z.record(z.string(), z.unknown()).meta({
  description: "Which messages the subscriber wants; AWS's filter policy. Left out: all of them",
  examples: [{ store: ["example_corp"], price: [{ numeric: [">=", 100] }] }],
});

export const filterPolicyScope = z
  .enum(["attributes", "body"])
  .describe("What the filter policy looks at: the message's attributes, or its body, which must be a JSON object");

const deadLetterQueue = z.string().describe("The name or the ARN of a queue that gets what can't be delivered");
const deliveryPolicy = z
  .record(z.string(), z.unknown())
  .describe("HTTP(S) endpoints: how deliveries are tried again; AWS's DeliveryPolicy of subscriptions");

const rawDelivery = z
  .boolean()
  .describe(
    "Queues and HTTP(S): the message as it was published, instead of JSON around it that says where it comes from",
  );

export const newSubscription = z
  .strictObject({
    protocol: z.string().describe("sqs, http, https, email, email-json or sms; AWS's others are not built yet"),
    endpoint: z.string().describe("A queue's ARN or name, a URL, an e-mail address, a phone number in E.164"),
    rawDelivery: rawDelivery.optional(),
    filterPolicy: filterPolicy.optional(),
    filterPolicyScope: filterPolicyScope.optional(),
    deadLetterQueue: deadLetterQueue.optional(),
    deliveryPolicy: deliveryPolicy.optional(),
  })
  .meta({ examples: [{ protocol: "sqs", endpoint: "arn:aws:sqs:us-east-1:000000000000:orders", rawDelivery: true }] });

export const subscriptionChange = z.strictObject({
  rawDelivery: rawDelivery.optional(),
  filterPolicy: filterPolicy.nullable().optional().describe("null takes the policy away"),
  filterPolicyScope: filterPolicyScope.optional(),
  deadLetterQueue: deadLetterQueue.nullable().optional().describe("null: what can't be delivered is lost"),
  deliveryPolicy: deliveryPolicy.nullable().optional().describe("null: as the topic says"),
});

export const subscription = z
  .strictObject({
    id: z.string(),
    arn: z.string(),
    topic: z.string(),
    protocol: z.enum(["sqs", "http", "https", "email", "email-json", "sms", "application"]),
    endpoint: z.string(),
    status: z.enum(["confirmed", "pending"]).describe("pending: nothing is sent until somebody confirms"),
    rawDelivery: z.boolean(),
    filterPolicy: filterPolicy.optional(),
    filterPolicyScope: filterPolicyScope.optional(),
    deadLetterQueueArn: z.string().optional(),
    deliveryPolicy: deliveryPolicy.optional(),
    createdAt: instant,
    confirmationExpiresAt: instant.optional().describe("When a subscription that is still pending is removed"),
  })
  .meta({ id: "Subscription" });

export const subscriptions = z.strictObject({
  subscriptions: z.array(subscription),
  nextToken: z.string().optional(),
});

const token = z.string().describe("From the link in the e-mail, which is in GET /v1/playground/inbox");

export const confirmation = z.strictObject({ token });

/** What a link carries; `region` is every route's own. */
export const linkQuery = z.strictObject({
  token,
  account: z
    .string()
    .regex(/^\d{12}$/)
    .optional()
    .describe("The account that the topic is in; the caller's when left out"),
});
