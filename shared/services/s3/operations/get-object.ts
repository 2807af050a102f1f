import type { GetObjectOutput, GetObjectRequest } from "@aws-sdk/client-s3";
import { LookAgain, operation } from "../../service.ts";
import { checkRead } from "../conditions.ts";
import { noSuchKey } from "../errors.ts";
import { shownChecksum } from "../object-checksum.ts";
import { checkKey, checkVersion } from "../object-key.ts";
import { describeObject } from "../object-metadata.ts";
import { contentRange, parseRange } from "../range.ts";
import { readBucket } from "../stored-bucket.ts";
import { presentObject } from "../stored-object.ts";
import { objectKey } from "../table.ts";
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
    const { bucket } = await readBucket(input, tools, { action: "s3:GetObject", key: input.Key });
    const key = checkKey(input.Key);
    checkVersion(key, input.VersionId);
    const object = presentObject(await tools.store.get(objectKey(tools.context, bucket, key)));
    if (!object) throw noSuchKey(key);
    checkRead(input, object, tools.now);
    const range = parseRange(input.Range, object.body.size);
    // Last: a stream that is opened holds a file.
    const stream = await tools.bodies.open(object.body, range);
    // The object was written over or deleted since the row was read: read it again.
    if (!stream) throw new LookAgain();
    return { object, range, stream };
  },

  commit({ object, range, stream }, input) {
    const { size } = object.body;
    return {
      output: {
        ...describeObject(object),
        ...shownChecksum(input, object.checksum, range !== undefined),
        ...overrides(input),
        ServerSideEncryption: "AES256",
        Body: stream,
        ContentLength: range ? range.end - range.start + 1 : size,
        ...(range ? { ContentRange: contentRange(range, size) } : {}),
      },
    };
  },
});

/** A reader may ask for other headers than the object has: what a link to a download needs. */
function overrides(input: GetObjectRequest): Partial<GetObjectOutput> {
  const { ResponseCacheControl, ResponseContentDisposition, ResponseContentEncoding } = input;
  const { ResponseContentLanguage, ResponseContentType, ResponseExpires } = input;
  return {
    ...(ResponseCacheControl === undefined ? {} : { CacheControl: ResponseCacheControl }),
    ...(ResponseContentDisposition === undefined ? {} : { ContentDisposition: ResponseContentDisposition }),
    ...(ResponseContentEncoding === undefined ? {} : { ContentEncoding: ResponseContentEncoding }),
    ...(ResponseContentLanguage === undefined ? {} : { ContentLanguage: ResponseContentLanguage }),
    ...(ResponseContentType === undefined ? {} : { ContentType: ResponseContentType }),
    ...(ResponseExpires === undefined
      ? {}
      : { Expires: ResponseExpires, ExpiresString: ResponseExpires.toUTCString() }),
  };
}
