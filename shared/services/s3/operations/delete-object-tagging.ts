import type { DeleteObjectTaggingOutput, DeleteObjectTaggingRequest } from "@aws-sdk/client-s3";
import { operation } from "../../service.ts";
import { readObject, versionMember } from "../found-object.ts";
import { retag } from "../retag.ts";

const WRITE = { action: "s3:DeleteObjectTagging", versionAction: "s3:DeleteObjectVersionTagging" } as const;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
export const deleteObjectTagging = operation<DeleteObjectTaggingRequest, DeleteObjectTaggingOutput>()({
  service: "s3",
  name: "DeleteObjectTagging",
  prefetch: (input, tools) => readObject(input, tools, { ...WRITE, method: "DELETE" }),
  commit: (found, _input, context) => ({
    ...retag(found, undefined, context),
    output: versionMember(found.bucket, found.object),
  }),
});
