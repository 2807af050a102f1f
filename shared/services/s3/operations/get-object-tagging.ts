import type { GetObjectTaggingOutput, GetObjectTaggingRequest } from "@aws-sdk/client-s3";
import { ServiceError } from "../../../core/errors.ts";
import { operation } from "../../service.ts";
import { noSuchKey } from "../errors.ts";
import { readObject, versionMember } from "../found-object.ts";
import { tagSet } from "../object-tags.ts";

const READ = { action: "s3:GetObjectTagging", versionAction: "s3:GetObjectVersionTagging" } as const;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
export const getObjectTagging = operation<GetObjectTaggingRequest, GetObjectTaggingOutput>()({
  service: "s3",
  name: "GetObjectTagging",

  prefetch: (input, tools) =>
    readObject(input, tools, READ).catch((error: unknown) => {
      // AWS names the bucket too, here and nowhere else.
      const isMissing = error instanceof ServiceError && error.code === "NoSuchKey";
      throw isMissing ? noSuchKey(`${input.Bucket}/${input.Key}`) : error;
    }),

  commit: ({ bucket, object }) => ({
    output: { ...versionMember(bucket, object), TagSet: [...tagSet(object.tags)] },
  }),
});
