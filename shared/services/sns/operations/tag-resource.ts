import type { TagResourceRequest } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { putTopic } from "../table.ts";
import { readTaggedTopic } from "../tagged-topic.ts";
import { checkTagCount, readTags } from "../tags.ts";
import { topicArn } from "../topic-address.ts";

/** Adds tags to a topic; a key that is there gets the new value. https://docs.aws.amazon.com/sns/latest/api/API_TagResource.html */
export const tagResource = operation<TagResourceRequest, Record<string, never>>()({
  service: "sns",
  name: "TagResource",

  async prefetch(input, tools) {
    const { topic, row } = await readTaggedTopic(input.ResourceArn, tools, "TagResource");
    const tags = { ...topic.tags, ...readTags(input.Tags) };
    checkTagCount(tags);
    return { changed: { ...topic, tags }, version: row.version };
  },

  commit({ changed, version }, { Tags = [] }, context) {
    const words = Tags.map(({ Key, Value }) => `${Key} = ${Value}`).join(", ");
    const text = `topic ${changed.name} tagged: ${words}`;
    return {
      output: {},
      writes: [putTopic(context, changed, { version })],
      events: [{ type: "topic.tagged", resource: topicArn(changed), text }],
    };
  },
});
