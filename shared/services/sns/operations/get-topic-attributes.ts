import type { GetTopicAttributesInput, GetTopicAttributesResponse } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { readCounts, readTopic } from "../stored.ts";
import { describeTopicAttributes } from "../topic-description.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
export const getTopicAttributes = operation<GetTopicAttributesInput, GetTopicAttributesResponse>()({
  service: "sns",
  name: "GetTopicAttributes",

  async prefetch(input, tools) {
    const { topic } = await readTopic(input.TopicArn, tools, "GetTopicAttributes");
    return { topic, counts: await readCounts(topic, tools) };
  },

  commit({ topic, counts }) {
    return { output: { Attributes: describeTopicAttributes(topic, counts) } };
  },
});
