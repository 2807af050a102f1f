import type { UpdateObjectEncryptionRequest } from "@aws-sdk/client-s3";
import { accessDenied, invalidRequest } from "./errors.ts";
import type { Bucket, ObjectEncryption, StoredObject } from "./model.ts";
import { isDeletable } from "./object-lock.ts";

/* What S3 says of another key for an object that is stored: https://docs.aws.amazon.com/AmazonS3/latest/API/API_UpdateObjectEncryption.html */

const DOCS = "bucket-encryption";
const REQUESTS = "Requests that modify an object";
const KMS_KEY = /^arn:aws[a-zA-Z0-9-]*:kms:[a-z0-9-]+:(\d{12}):key\/[a-zA-Z0-9-]+$/;

/** The key that a request asks for. */
export function newObjectKey(
  asked: UpdateObjectEncryptionRequest["ObjectEncryption"],
  bucket: Bucket,
): ObjectEncryption {
  if (!asked?.SSEKMS) {
    const message = `${REQUESTS} encryption configuration require a valid new encryption type. Valid values are SSEKMS. Modify the request to specify SSE-KMS for the updated encryption type, and then try again.`;
    throw invalidRequest(message, DOCS);
  }
  const { KMSKeyArn: keyId, BucketKeyEnabled: bucketKey } = asked.SSEKMS;
  if (!keyId) {
    const message = `${REQUESTS}'s encryption type to SSE-KMS require an Amazon Web Services KMS key Amazon Resource Name (ARN). Modify the request to specify a KMS key ARN, and then try again.`;
    throw invalidRequest(message, DOCS);
  }
  const account = KMS_KEY.exec(keyId)?.[1];
  if (account === undefined) {
    const message = `${REQUESTS}'s encryption type to SSE-KMS require a valid Amazon Web Services KMS key Amazon Resource Name (ARN). Confirm that you have a correctly formatted KMS key ARN in your request, and then try again.`;
    throw invalidRequest(message, DOCS);
  }
  if (account !== bucket.account) {
    throw accessDenied(
      "The Amazon Web Services KMS key in the request must be owned by the same account as the bucket. Modify the request to specify a KMS key from the same account, and then try again.",
    );
  }
  return { kind: "kms", algorithm: "aws:kms", keyId, ...(bucketKey ? { bucketKey } : {}) };
}

/** Not every object can have another key. */
export function checkUpdatable(object: StoredObject, now: number): void {
  const { encryption } = object;
  if (encryption?.kind === "customer" || encryption?.algorithm === "aws:kms:dsse") {
    const message =
      "The UpdateObjectEncryption operation doesn't support source objects with the encryption type DSSE-KMS or SSE-C. Only source objects encrypted with SSE-S3 or SSE-KMS are supported.";
    throw invalidRequest(message, DOCS);
  }
  if (isDeletable(object, now)) return;
  throw accessDenied(
    "The encryption type for the specified object can’t be updated because that object is protected by S3 Object Lock. If the object has a governance-mode retention period or a legal hold, you must first remove the Object Lock status on the object before you issue your UpdateObjectEncryption request. You can't use the UpdateObjectEncryption operation with objects that have an Object Lock compliance mode retention period applied to them.",
  );
}
