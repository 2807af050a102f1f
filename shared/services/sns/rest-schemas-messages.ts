import { z } from "zod";
import * as limits from "./limits.ts";
import { filterPolicy, filterPolicyScope } from "./rest-schemas.ts";

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
      .describe("The message is JSON with a text for each protocol: default, and if wanted sqs, http, email, sms"),
    attributes: attributes.optional(),
    groupId: z
      .string()
      .optional()
      .describe("FIFO topics, required: messages of a group keep their order. Standard topics: for fair queues"),
    deduplicationId: z.string().optional().describe("FIFO topics: the same id within five minutes is the same message"),
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

export const published = z.strictObject({
  messageId: z.string(),
  sequenceNumber: z.string().optional().describe("FIFO topics: 20 digits, growing within a group"),
});

export const publishedBatch = z.strictObject({
  successful: z.array(published.extend({ id: z.string() })),
  failed: z.array(z.strictObject({ id: z.string(), code: z.string(), detail: z.string() })),
});

const verdict = z.strictObject({
  matches: z.boolean(),
  reason: z.string().optional().describe("Why not: which key of the policy failed, and what the message has there"),
});

export const newFilterTest = newMessage
  .pick({ message: true, attributes: true })
  .extend({ filterPolicy, filterPolicyScope: filterPolicyScope.default("attributes") })
  .meta({
    examples: [
      {
        filterPolicy: { store: [{ prefix: "example" }] },
        message: "hello",
        attributes: { store: { type: "String", value: "example_corp" } },
      },
    ],
  });

export const filterTest = verdict;

export const explanation = z.strictObject({
  subscriptions: z.array(
    verdict.extend({ id: z.string(), protocol: z.string(), endpoint: z.string(), status: z.string() }),
  ),
  nextToken: z.string().optional(),
});

const phoneNumber = z.string().describe("In E.164: +4915112345678");

export const newText = z.strictObject({
  phoneNumber,
  message: z.string().describe("At most 1,600 characters"),
  senderId: z.string().optional().describe("The name that is shown as the sender, where the country shows one"),
});

export const optOut = z.strictObject({ phoneNumber });

export const optOuts = z.strictObject({ phoneNumbers: z.array(z.string()), nextToken: z.string().optional() });
