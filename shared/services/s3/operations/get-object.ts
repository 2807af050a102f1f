import type { GetObjectOutput, GetObjectRequest } from "@aws-sdk/client-s3";
import { LookAgain, operation } from "../../service.ts";
import { checkChosen, chosenHeaders } from "../chosen-headers.ts";
import { checkRead } from "../conditions.ts";
import { readObject, versionMember } from "../found-object.ts";
import { shownExpiration } from "../lifecycle-header.ts";
import { shownChecksum } from "../object-checksum.ts";
import { checkEncryption } from "../object-encryption.ts";
import { describeObject } from "../object-metadata.ts";
import { excerptMembers, excerptOf } from "../object-parts.ts";
import { restoreMember } from "../restoration.ts";
import { checkReadable } from "../storage-class.ts";
import { refuseUnbuilt } from "../unbuilt.ts";

export interface GetObjectResult extends Omit<GetObjectOutput, "Body"> {
  readonly Body: AsyncIterable<Uint8Array>;
}

/** Streams an object or a part of it. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const getObject = operation<GetObjectRequest, GetObjectResult>()({
  service: "s3",
  name: "GetObject",

  async prefetch(input, tools) {
    refuseUnbuilt(input);
    checkChosen(input, tools.context);
    const { bucket, key, object } = await readObject(input, tools, READ);
    checkEncryption(input, object);
    checkRead(input, object, tools.now);
    checkReadable(object, tools.now);
    const excerpt = await excerptOf(input, object, tools);
    const expiration = await shownExpiration(input, { bucket, key, object }, tools);
    // Last: a stream that is opened holds a file.
    const stream = await tools.bodies.open(object.body, excerpt.range);
    // The object was written over or deleted since the row was read: read it again.
    if (!stream) throw new LookAgain();
    return { bucket, object, excerpt, expiration, stream };
  },

  commit({ bucket, object, excerpt, expiration, stream }, input, context) {
    return {
      output: {
        ...describeObject(object),
        ...versionMember(bucket, object),
        ...shownChecksum(input, object, excerpt),
        ...chosenHeaders(input),
        ...expiration,
        ...restoreMember(object, context.now),
        Body: stream,
        ...excerptMembers(excerpt, object.body.size),
      },
    };
  },
});

const READ = { action: "s3:GetObject", versionAction: "s3:GetObjectVersion" } as const;
