import type { ListTopicsInput, ListTopicsResponse } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { topicArn } from "../topic-address.ts";
import { readTopicPage } from "../topic-page.ts";

/** 100 a page, in the order of names. https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html */
export const listTopics = operation<ListTopicsInput, ListTopicsResponse>()({
  service: "sns",
  name: "ListTopics",

  prefetch: ({ NextToken }, tools) => readTopicPage({ NextToken }, tools),

  commit({ topics, next }) {
    return { output: { Topics: topics.map((topic) => ({ TopicArn: topicArn(topic) })), ...next } };
  },
});
