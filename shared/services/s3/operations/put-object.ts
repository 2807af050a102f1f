import { createHash } from "node:crypto";
import type { PutObjectOutput, PutObjectRequest } from "@aws-sdk/client-s3";
import type { Body } from "../../../core/body.ts";
import { operation } from "../../service.ts";
import { checkWrite } from "../conditions.ts";
import { badDigest, entityTooLarge, invalidDigest } from "../errors.ts";
import { MAX_PUT_BYTES } from "../limits.ts";
import { etagOf, metadataOf } from "../object-metadata.ts";
import { storeObject } from "../store-object.ts";
import { readSlot } from "../stored-object.ts";
import { refuseUnbuilt } from "../unbuilt.ts";

export interface PutObjectInput extends Omit<PutObjectRequest, "Body" | "Expires"> {
  /** Stored already: bytes first, row second. An object without one is empty. */
  readonly Body?: Body;
  readonly Expires?: Date | string | undefined;
}

/** Stores an object whole, over whatever has the key. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject = operation<PutObjectInput, PutObjectOutput>()({
  service: "s3",
  name: "PutObject",

  async prefetch(input, tools) {
    refuseUnbuilt(input);
    const slot = await readSlot(input, tools);
    const metadata = metadataOf(input);
    const body = input.Body ?? EMPTY;
    if (body.size > MAX_PUT_BYTES) throw entityTooLarge(body.size);
    checkDigest(input.ContentMD5, body);
    checkWrite(input, slot.present, slot.key);
    return { slot, metadata, body };
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
