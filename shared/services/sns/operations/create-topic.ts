import type { CreateTopicInput, CreateTopicResponse } from "@aws-sdk/client-sns";
import { hexId } from "../../../core/ids.ts";
import { operation } from "../../service.ts";
import { alreadyExists } from "../errors.ts";
import type { Topic } from "../model.ts";
import { findTopic } from "../stored.ts";
import { putTopic } from "../table.ts";
import { checkTopicName, topicArn } from "../topic-address.ts";
import { applyTopicAttributes, readTags } from "../topic-attributes.ts";

/** Idempotent: the same name gives the topic that is there. https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
export const createTopic = operation<CreateTopicInput, CreateTopicResponse>()({
  service: "sns",
  name: "CreateTopic",

  async prefetch(input, tools) {
    checkTopicName(input.Name);
    const settings = applyTopicAttributes({ displayName: "" }, input.Attributes ?? {}, "Attributes Reason: ");
    const tags = readTags(input.Tags);
    const { account, region } = tools.context;
    const existing = await findTopic({ account, region, name: input.Name }, tools);
    return { name: input.Name, settings, tags, existing: existing?.topic, id: hexId(tools.random, 16) };
  },

  commit({ name, settings, tags, existing, id }, input, context) {
    if (existing) {
      checkSame(existing, settings, tags, input);
      return { output: { TopicArn: topicArn(existing) } };
    }
    const { account, region, now } = context;
    const topic: Topic = { name, account, region, id, ...settings, tags, createdAt: now };
    const text = `topic ${name} created: what is published to it goes to those who have subscribed by then, and nobody has yet`;
    return {
      output: { TopicArn: topicArn(topic) },
      writes: [putTopic(context, topic, "absent")],
      events: [{ type: "topic.created", resource: topicArn(topic), text }],
    };
  },
});

/** Only what the second call names must be as it is. */
function checkSame(
  existing: Topic,
  { displayName }: Pick<Topic, "displayName">,
  tags: Topic["tags"],
  input: CreateTopicInput,
): void {
  if (input.Attributes?.DisplayName !== undefined && displayName !== existing.displayName)
    throw alreadyExists("Attributes Reason: Topic already exists with different attributes", "topic");
  const names = new Set([...Object.keys(tags), ...(input.Tags?.length ? Object.keys(existing.tags) : [])]);
  if ([...names].some((name) => tags[name] !== existing.tags[name]))
    throw alreadyExists("Tags Reason: Topic already exists with different tags", "topic");
}
