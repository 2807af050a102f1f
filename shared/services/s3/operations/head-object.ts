import type { HeadObjectOutput, HeadObjectRequest } from "@aws-sdk/client-s3";
import { operation } from "../../service.ts";
import { checkRead } from "../conditions.ts";
import { notFound } from "../errors.ts";
import { shownChecksum } from "../object-checksum.ts";
import { checkKey, checkVersion } from "../object-key.ts";
import { describeObject } from "../object-metadata.ts";
import { contentRange, parseRange } from "../range.ts";
import { readBucket } from "../stored-bucket.ts";
import { presentObject } from "../stored-object.ts";
import { objectKey } from "../table.ts";
import { refuseUnbuilt } from "../unbuilt.ts";

/** GetObject without the bytes. https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const headObject = operation<HeadObjectRequest, HeadObjectOutput>()({
  service: "s3",
  name: "HeadObject",

  async prefetch(input, tools) {
    refuseUnbuilt(input);
    const { bucket } = await readBucket(input, tools, { action: "s3:GetObject", key: input.Key });
    const key = checkKey(input.Key);
    checkVersion(key, input.VersionId);
    const object = presentObject(await tools.store.get(objectKey(tools.context, bucket, key)));
    if (!object) throw notFound();
    checkRead(input, object, tools.now);
    return { object, range: parseRange(input.Range, object.body.size) };
  },

  commit({ object, range }, input) {
    const { size } = object.body;
    return {
      output: {
        ...describeObject(object),
        ...shownChecksum(input, object.checksum, range !== undefined),
        ServerSideEncryption: "AES256",
        ContentLength: range ? range.end - range.start + 1 : size,
        ...(range ? { ContentRange: contentRange(range, size) } : {}),
      },
    };
  },
});
