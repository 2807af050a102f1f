import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { findTagged } from "../tagged-resource.ts";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource = operation<ListTagsForResourceRequest, ListTagsForResourceResponse>()({
  service: "ecs",
  name: "ListTagsForResource",

  prefetch: ({ resourceArn }, tools) => findTagged(resourceArn, tools),

  commit: ({ tags }) => ({ output: { tags: [...tags] } }),
});
