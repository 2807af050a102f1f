import type { TagResourceRequest } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { findTagged } from "../tagged-resource.ts";
import { addTags, readTags } from "../tags.ts";

/** A key that is there gets the new value. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TagResource.html */
export const tagResource = operation<TagResourceRequest, Record<string, never>>()({
  service: "ecs",
  name: "TagResource",

  async prefetch({ resourceArn, tags }, tools) {
    const given = readTags(tags);
    const tagged = await findTagged(resourceArn, tools);
    return { tagged, given, all: addTags(tagged.tags, given) };
  },

  commit({ tagged, given, all }, { resourceArn = "" }, context) {
    const words = given.map(({ key, value }) => `${key} = ${value}`).join(", ");
    return {
      output: {},
      writes: tagged.write(all, context),
      events: [{ type: "resource.tagged", resource: resourceArn, text: `tagged: ${words}` }],
    };
  },
});
