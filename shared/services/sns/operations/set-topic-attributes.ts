import type { SetTopicAttributesInput } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { invalidParameter } from "../errors.ts";
import { readTopic } from "../stored.ts";
import { putTopic } from "../table.ts";
import { topicArn } from "../topic-address.ts";
import { applyTopicAttributes } from "../topic-attributes.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
export const setTopicAttributes = operation<SetTopicAttributesInput, Record<string, never>>()({
  service: "sns",
  name: "SetTopicAttributes",

  async prefetch(input, tools) {
    const { topic, row } = await readTopic(input.TopicArn, tools, "SetTopicAttributes");
    const name = input.AttributeName;
    // What kind of topic it is was decided when it was created.
    if (!name || name === "FifoTopic") throw invalidParameter("AttributeName", "topic");
    const settings = applyTopicAttributes(topic, { [name]: input.AttributeValue }, "");
    return { changed: { ...topic, ...settings }, version: row.version };
  },

  commit({ changed, version }, input, context) {
    const text = `topic ${changed.name} changed: ${input.AttributeName} = ${input.AttributeValue || "none"}`;
    return {
      output: {},
      writes: [putTopic(context, changed, { version })],
      events: [{ type: "topic.changed", resource: topicArn(changed), text }],
    };
  },
});
