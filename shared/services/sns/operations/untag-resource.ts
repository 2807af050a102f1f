import type { UntagResourceRequest } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { putTopic } from "../table.ts";
import { readTaggedTopic } from "../tagged-topic.ts";
import { topicArn } from "../topic-address.ts";

/** Takes tags off a topic; a key that isn't there is off already. https://docs.aws.amazon.com/sns/latest/api/API_UntagResource.html */
export const untagResource = operation<UntagResourceRequest, Record<string, never>>()({
  service: "sns",
  name: "UntagResource",

  async prefetch({ ResourceArn, TagKeys = [] }, tools) {
    const { topic, row } = await readTaggedTopic(ResourceArn, tools, "UntagResource");
    const tags = Object.fromEntries(Object.entries(topic.tags).filter(([key]) => !TagKeys.includes(key)));
    return { changed: { ...topic, tags }, version: row.version };
  },

  commit({ changed, version }, { TagKeys = [] }, context) {
    const text = `topic ${changed.name} lost its tags ${TagKeys.join(", ")}`;
    return {
      output: {},
      writes: [putTopic(context, changed, { version })],
      events: [{ type: "topic.tagged", resource: topicArn(changed), text }],
    };
  },
});
