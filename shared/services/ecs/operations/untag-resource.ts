import type { UntagResourceRequest } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { findTagged } from "../tagged-resource.ts";
import { removeTags } from "../tags.ts";

/** A key that isn't there is off already. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UntagResource.html */
export const untagResource = operation<UntagResourceRequest, Record<string, never>>()({
  service: "ecs",
  name: "UntagResource",

  async prefetch({ resourceArn, tagKeys = [] }, tools) {
    const tagged = await findTagged(resourceArn, tools);
    return { tagged, left: removeTags(tagged.tags, tagKeys) };
  },

  commit({ tagged, left }, { resourceArn = "", tagKeys = [] }, context) {
    return {
      output: {},
      writes: tagged.write(left, context),
      events: [{ type: "resource.tagged", resource: resourceArn, text: `lost its tags ${tagKeys.join(", ")}` }],
    };
  },
});
