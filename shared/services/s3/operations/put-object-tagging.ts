import type { PutObjectTaggingOutput, PutObjectTaggingRequest } from "@aws-sdk/client-s3";
import { operation } from "../../service.ts";
import { malformedXml } from "../errors.ts";
import { readObject, versionMember } from "../found-object.ts";
import { checkTagSet } from "../object-tags.ts";
import { retag } from "../retag.ts";

const WRITE = { action: "s3:PutObjectTagging", versionAction: "s3:PutObjectVersionTagging" } as const;

/** Replaces all tags of an object. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html */
export const putObjectTagging = operation<PutObjectTaggingRequest, PutObjectTaggingOutput>()({
  service: "s3",
  name: "PutObjectTagging",

  async prefetch(input, tools) {
    const found = await readObject(input, tools, { ...WRITE, method: "PUT" });
    const { TagSet } = input.Tagging ?? {};
    if (!TagSet) throw malformedXml();
    return { found, tags: checkTagSet(TagSet) };
  },

  commit({ found, tags }, _input, context) {
    return { ...retag(found, tags, context), output: versionMember(found.bucket, found.object) };
  },
});
