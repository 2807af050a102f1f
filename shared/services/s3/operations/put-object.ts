import { createHash } from "node:crypto";
import type { PutObjectOutput } from "@aws-sdk/client-s3";
import type { Body } from "../../../core/body.ts";
import { operation } from "../../service.ts";
import { badDigest, entityTooLarge, invalidDigest } from "../errors.ts";
import { MAX_PUT_BYTES } from "../limits.ts";
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

  commit({ slot, metadata, body }, _input, context) {
    const { object, ...done } = storeObject(slot, { ...metadata, body, event: "ObjectCreated:Put" }, context);
    return { ...done, output: { ETag: etagOf(object), ServerSideEncryption: "AES256", Size: body.size } };
  },
});

const EMPTY: Body = { kind: "inline", bytes: new Uint8Array(), size: 0, md5: createHash("md5").digest("hex") };

/** Content-MD5: 16 bytes in base64. */
function checkDigest(digest: string | undefined, body: Body): void {
  if (digest === undefined) return;
  const bytes = Buffer.from(digest, "base64");
  if (bytes.length !== 16 || bytes.toString("base64") !== digest) throw invalidDigest(digest);
  if (bytes.toString("hex") !== body.md5) throw badDigest();
}
