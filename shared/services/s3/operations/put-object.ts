import { createHash } from "node:crypto";
import type { PutObjectOutput } from "@aws-sdk/client-s3";
import type { Body } from "../../../core/body.ts";
import { operation } from "../../service.ts";
import { DEFAULT_ALGORITHM, type SummedInput, sumOfBody } from "../body-sum.ts";
import { checkDigest } from "../digest.ts";
import { entityTooLarge } from "../errors.ts";
import { expirationMember, readLifecycle } from "../lifecycle-header.ts";
import { MAX_PUT_BYTES } from "../limits.ts";
import { checksumMembers, givenChecksum } from "../object-checksum.ts";
import { encryptionMembers } from "../object-encryption.ts";
import { etagOf } from "../object-metadata.ts";
import { checkPut, type PutRequest } from "../put-checks.ts";
import { newVersionId, storeObject } from "../store-object.ts";

export interface PutObjectInput extends PutRequest, SummedInput {
  /** Stored already: bytes first, row second. An object without one is empty. */
  readonly Body?: Body;
  /** It came by a browser's form: events tell. */
  readonly Posted?: boolean;
}

/** Stores an object whole, as the current one of its key. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject = operation<PutObjectInput, PutObjectOutput>()({
  service: "s3",
  name: "PutObject",

  async prefetch(input, tools) {
    const checked = await checkPut(input, tools);
    const body = input.Body ?? EMPTY;
    if (body.size > MAX_PUT_BYTES) throw entityTooLarge(body.size);
    checkDigest(input.ContentMD5, body);
    const algorithm = givenChecksum(input)?.algorithm ?? DEFAULT_ALGORITHM;
    const value = await sumOfBody(input, body, algorithm, tools);
    const lifecycle = await readLifecycle(checked.slot.bucket, tools);
    return { ...checked, body, lifecycle, checksum: { algorithm, value, type: "FULL_OBJECT" } as const };
  },

  commit({ slot, metadata, body, checksum, lifecycle }, { Posted }, context) {
    const event = Posted ? "ObjectCreated:Post" : "ObjectCreated:Put";
    const { object, ...done } = storeObject(slot, { ...metadata, body, checksum }, event, context);
    const output = {
      ETag: etagOf(object),
      ...encryptionMembers(object.encryption),
      ...newVersionId(object),
      ...checksumMembers(checksum),
      ...expirationMember(lifecycle, slot.key, object),
    } as const;
    return { ...done, output };
  },
});

const EMPTY: Body = { kind: "inline", bytes: new Uint8Array(), size: 0, md5: createHash("md5").digest("hex") };
