import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { readTaggedTopic } from "../tagged-topic.ts";
import { listTags } from "../tags.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_ListTagsForResource.html */
export const listTagsForResource = operation<ListTagsForResourceRequest, ListTagsForResourceResponse>()({
  service: "sns",
  name: "ListTagsForResource",

  prefetch: ({ ResourceArn }, tools) => readTaggedTopic(ResourceArn, tools, "ListTagsForResource"),

  commit({ topic }) {
    return { output: { Tags: listTags(topic.tags) } };
  },
});
