import type { PutObjectRequest } from "@aws-sdk/client-s3";
import type { ReadTools } from "../service.ts";
import { checkWrite } from "./conditions.ts";
import { entityTooLarge } from "./errors.ts";
import { MAX_PUT_BYTES } from "./limits.ts";
import type { ObjectMetadata } from "./model.ts";
import { newGrants } from "./object-acl.ts";
import { newEncryption } from "./object-encryption.ts";
import { newLock } from "./object-lock.ts";
import { metadataOf } from "./object-metadata.ts";
import { readSlot, type Slot } from "./stored-object.ts";
import { refuseUnbuilt } from "./unbuilt.ts";

/** PutObject without its bytes. */
export interface PutRequest extends Omit<PutObjectRequest, "Body" | "Expires"> {
  readonly Expires?: Date | string | undefined;
}

/** All that can be said of a put before its bytes are read. */
export async function checkPut(
  input: PutRequest,
  tools: ReadTools,
): Promise<{ readonly slot: Slot; readonly metadata: ObjectMetadata }> {
  refuseUnbuilt(input);
  const slot = await readSlot(input, tools, "s3:PutObject");
  const metadata = metadataOf(input);
  if (input.ContentLength !== undefined && input.ContentLength > MAX_PUT_BYTES)
    throw entityTooLarge(input.ContentLength);
  checkWrite(input, slot.present, slot.key);
  return {
    slot,
    metadata: {
      ...metadata,
      ...(await newGrants(input, slot.bucket, tools)),
      ...(await newLock(input, slot.bucket, tools)),
      ...(await newEncryption(input, slot.bucket, tools)),
    },
  };
}
