import { createHash } from "node:crypto";
import type { PutObjectOutput } from "@aws-sdk/client-s3";
import type { Body } from "../../../core/body.ts";
import { operation } from "../../service.ts";
import { checkDigest } from "../digest.ts";
import { entityTooLarge } from "../errors.ts";
import { MAX_PUT_BYTES } from "../limits.ts";
import { checksumMembers, fullChecksum } from "../object-checksum.ts";
import { etagOf } from "../object-metadata.ts";
import { checkPut, type PutRequest } from "../put-checks.ts";
import { storeObject } from "../store-object.ts";

export interface PutObjectInput extends PutRequest {
  /** Stored already: bytes first, row second. An object without one is empty. */
  readonly Body?: Body;
}

/** Stores an object whole, over whatever has the key. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject = operation<PutObjectInput, PutObjectOutput>()({
  service: "s3",
  name: "PutObject",

  async prefetch(input, tools) {
    const checked = await checkPut(input, tools);
    const body = input.Body ?? EMPTY;
    if (body.size > MAX_PUT_BYTES) throw entityTooLarge(body.size);
    checkDigest(input.ContentMD5, body);
    return { ...checked, body };
  },

  commit({ slot, metadata, body }, input, context) {
    const created = { ...metadata, body, event: "ObjectCreated:Put", ...fullChecksum(input) } as const;
    const { object, ...done } = storeObject(slot, created, context);
    const sum = checksumMembers(object.checksum);
    return { ...done, output: { ETag: etagOf(object), ServerSideEncryption: "AES256", Size: body.size, ...sum } };
  },
});

const EMPTY: Body = { kind: "inline", bytes: new Uint8Array(), size: 0, md5: createHash("md5").digest("hex") };
