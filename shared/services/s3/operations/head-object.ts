import type { HeadObjectOutput, HeadObjectRequest } from "@aws-sdk/client-s3";
import { ServiceError } from "../../../core/errors.ts";
import { operation } from "../../service.ts";
import { checkChosen, chosenHeaders } from "../chosen-headers.ts";
import { checkRead } from "../conditions.ts";
import { notFound } from "../errors.ts";
import { readObject, versionMember } from "../found-object.ts";
import { shownExpiration } from "../lifecycle-header.ts";
import { shownChecksum } from "../object-checksum.ts";
import { checkEncryption } from "../object-encryption.ts";
import { describeObject } from "../object-metadata.ts";
import { excerptMembers, excerptOf } from "../object-parts.ts";
import { restoreMember } from "../restoration.ts";
import { refuseUnbuilt } from "../unbuilt.ts";

/** GetObject without the bytes. https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const headObject = operation<HeadObjectRequest, HeadObjectOutput>()({
  service: "s3",
  name: "HeadObject",

  async prefetch(input, tools) {
    refuseUnbuilt(input);
    checkChosen(input, tools.context);
    const { bucket, key, object } = await readObject(input, tools, READ).catch(withoutKey);
    checkEncryption(input, object);
    checkRead(input, object, tools.now);
    const expiration = await shownExpiration(input, { bucket, key, object }, tools);
    return { bucket, object, expiration, excerpt: await excerptOf(input, object, tools) };
  },

  commit({ bucket, object, expiration, excerpt }, input, context) {
    return {
      output: {
        ...describeObject(object),
        ...versionMember(bucket, object),
        ...shownChecksum(input, object, excerpt),
        ...chosenHeaders(input),
        ...expiration,
        ...restoreMember(object, context.now),
        ...excerptMembers(excerpt, object.body.size),
      },
    };
  },
});

const READ = { action: "s3:GetObject", versionAction: "s3:GetObjectVersion" } as const;

/** HEAD has no body to say more than the status in. */
function withoutKey(error: unknown): never {
  const isMissing = error instanceof ServiceError && (error.code === "NoSuchKey" || error.code === "NoSuchVersion");
  throw isMissing ? notFound(error.headers) : error;
}
