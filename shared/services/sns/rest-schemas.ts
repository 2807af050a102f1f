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

export const newTopic = z
  .strictObject({
    name: z.string().describe("1 to 256 letters, digits, hyphens and underscores"),
    displayName: displayName.optional(),
    fifo: z.boolean().optional().describe("FIFO topics are not built yet"),
  })
  .meta({ examples: [{ name: "news" }] });

export const topicChange = z.strictObject({ displayName });

export const topic = z
  .strictObject({
    name: z.string(),
    arn: z.string(),
    region: z.string(),
    displayName: z.string(),
    subscriptionsConfirmed: z.number().int().describe("Subscriptions that get what is published"),
    subscriptionsPending: z.number().int().describe("Subscriptions that wait for somebody to confirm them"),
    createdAt: instant,
  })
  .meta({ id: "Topic" });

export const topics = z.strictObject({ topics: z.array(topic), nextToken: z.string().optional() });

const filterPolicy = z.record(z.string(), z.unknown()).meta({
  description: "Which messages the subscriber wants, by their attributes; AWS's filter policy. Left out: all of them",
  examples: [{ store: ["example_corp"], price: [{ numeric: [">=", 100] }] }],
});

const rawDelivery = z
  .boolean()
  .describe("For queues: the message as it was published, instead of JSON around it that says where it comes from");

export const newSubscription = z
  .strictObject({
    protocol: z.string().describe("sqs, email or sms; AWS's others are not built yet"),
    endpoint: z.string().describe("A queue's ARN, an e-mail address, a phone number in E.164"),
    rawDelivery: rawDelivery.optional(),
    filterPolicy: filterPolicy.optional(),
  })
  .meta({ examples: [{ protocol: "sqs", endpoint: "arn:aws:sqs:us-east-1:000000000000:orders", rawDelivery: true }] });

export const subscriptionChange = z.strictObject({
  rawDelivery: rawDelivery.optional(),
  filterPolicy: filterPolicy.nullable().optional().describe("null takes the policy away"),
});

export const subscription = z
  .strictObject({
    id: z.string(),
    arn: z.string(),
    topic: z.string(),
    protocol: z.enum(["sqs", "email", "sms"]),
    endpoint: z.string(),
    status: z.enum(["confirmed", "pending"]).describe("pending: nothing is sent until somebody confirms"),
    rawDelivery: z.boolean(),
    filterPolicy: filterPolicy.optional(),
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
export const linkQuery = z.strictObject({ token });

const attributes = z
  .record(
    z.string(),
    z.strictObject({
      type: z.string().describe("String, String.Array, Number or Binary"),
      value: z.string().describe("The value; base64 when the type is Binary, JSON when it is String.Array"),
    }),
  )
  .meta({
    description: "Message attributes, for filter policies and for subscribers",
    examples: [{ store: { type: "String", value: "example_corp" } }],
  });

export const newMessage = z
  .strictObject({
    message: z.string().describe("Text, at most 256 KiB together with the attributes"),
    subject: z.string().optional().describe("For e-mails: 1 to 100 characters without line breaks"),
    messageStructure: z
      .literal("json")
      .optional()
      .describe("The message is JSON with a text for each protocol: default, and if wanted sqs, email, sms"),
    attributes: attributes.optional(),
  })
  .meta({ examples: [{ message: "hello", subject: "s" }] });

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

export const published = z.strictObject({ messageId: z.string() });

export const publishedBatch = z.strictObject({
  successful: z.array(published.extend({ id: z.string() })),
  failed: z.array(z.strictObject({ id: z.string(), code: z.string(), detail: z.string() })),
});
