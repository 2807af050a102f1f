import type { CreateTopicInput, CreateTopicResponse } from "@aws-sdk/client-sns";
import { hexId } from "../../../core/ids.ts";
import { operation } from "../../service.ts";
import { readDataProtectionPolicy } from "../data-protection.ts";
import { alreadyExists } from "../errors.ts";
import type { Topic } from "../model.ts";
import { findTopic } from "../stored.ts";
import { putTopic } from "../table.ts";
import { readTags } from "../tags.ts";
import { checkTopicName, topicArn } from "../topic-address.ts";
import { applyTopicAttributes, DEFAULT_SETTINGS, differs, readFifo } from "../topic-attributes.ts";

/** Idempotent: the same name gives the topic that is there. https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
export const createTopic = operation<CreateTopicInput, CreateTopicResponse>()({
  service: "sns",
  name: "CreateTopic",

  async prefetch(input, tools) {
    const attributes = input.Attributes ?? {};
    const fifo = readFifo(attributes);
    checkTopicName(input.Name, fifo !== undefined);
    const kind = fifo ? { ...DEFAULT_SETTINGS, fifo } : DEFAULT_SETTINGS;
    const settings = applyTopicAttributes(kind, attributes, "Attributes Reason: ");
    const protection = readDataProtectionPolicy(input.DataProtectionPolicy ?? "");
    const tags = readTags(input.Tags);
    const { account, region } = tools.context;
    const existing = await findTopic({ account, region, name: input.Name }, tools);
    const more = protection === undefined ? {} : { dataProtectionPolicy: protection };
    return {
      name: input.Name,
      settings: { ...settings, ...more },
      tags,
      existing: existing?.topic,
      id: hexId(tools.random, 16),
    };
  },

  commit({ name, settings, tags, existing, id }, input, context) {
    if (existing) {
      if (differs(existing, settings, Object.keys(input.Attributes ?? {})))
        throw alreadyExists("Attributes Reason: Topic already exists with different attributes", "topic");
      checkSameTags(existing, tags, input);
      return { output: { TopicArn: topicArn(existing) } };
    }
    const { account, region, now } = context;
    const topic: Topic = { name, account, region, id, ...settings, tags, createdAt: now };
    const order = topic.fifo ? ", in the order in which each group was published" : "";
    const text = `topic ${name} created: what is published to it goes to those who have subscribed by then, and nobody has yet${order}`;
    return {
      output: { TopicArn: topicArn(topic) },
      writes: [putTopic(context, topic, "absent")],
      events: [{ type: "topic.created", resource: topicArn(topic), text }],
    };
  },
});

/** Only tags that the second call names must be as they are. */
function checkSameTags(existing: Topic, tags: Topic["tags"], input: CreateTopicInput): void {
  const names = new Set([...Object.keys(tags), ...(input.Tags?.length ? Object.keys(existing.tags) : [])]);
  if ([...names].some((name) => tags[name] !== existing.tags[name]))
    throw alreadyExists("Tags Reason: Topic already exists with different tags", "topic");
}
