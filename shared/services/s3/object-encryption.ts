import { createHash } from "node:crypto";
import type { ServerSideEncryption } from "@aws-sdk/client-s3";
import { ServiceError } from "../../core/errors.ts";
import type { ReadTools } from "../service.ts";
import { readConfiguration } from "./configuration.ts";
import { type CustomerKeyInput, customerKey } from "./customer-key.ts";
import { accessDenied, invalidArgument, invalidRequest } from "./errors.ts";
import type { Bucket, ObjectEncryption } from "./model.ts";

/*
 * How objects say that they are encrypted. Nothing is: the playground's disk is its user's own. But keys of one's own are asked for
 * again, and what was asked for is answered. https://docs.aws.amazon.com/AmazonS3/latest/userguide/serv-side-encryption.html
 */

export interface EncryptionInput extends CustomerKeyInput {
  readonly ServerSideEncryption?: string | undefined;
  readonly SSEKMSKeyId?: string | undefined;
  readonly BucketKeyEnabled?: boolean | undefined;
}

const HEADER = "x-amz-server-side-encryption";

/** What a request that stores an object asks for, or its bucket's default; nothing for AES256. */
export async function newEncryption(
  input: EncryptionInput,
  bucket: Bucket,
  tools: Pick<ReadTools, "store" | "context">,
): Promise<{ readonly encryption?: ObjectEncryption }> {
  const own = customerKey(input);
  const { ServerSideEncryption: asked } = input;
  if (own) {
    if (asked === undefined) return { encryption: own };
    const message =
      "Server Side Encryption with Customer provided key is incompatible with the encryption method specified";
    throw invalidArgument(message, { name: HEADER, value: asked }, "bucket-encryption");
  }
  if (asked !== undefined) return byKms(asked, input.SSEKMSKeyId, input.BucketKeyEnabled, bucket);
  const rule = await readConfiguration(bucket, "encryption", tools);
  const { SSEAlgorithm = "AES256", KMSMasterKeyID } = rule?.ApplyServerSideEncryptionByDefault ?? {};
  return byKms(SSEAlgorithm, KMSMasterKeyID, input.BucketKeyEnabled ?? rule?.BucketKeyEnabled, bucket);
}

function byKms(
  algorithm: string,
  key: string | undefined,
  bucketKey: boolean | undefined,
  bucket: Bucket,
): { readonly encryption?: ObjectEncryption } {
  if (algorithm === "AES256") return {};
  if (algorithm !== "aws:kms" && algorithm !== "aws:kms:dsse") {
    const argument = { name: HEADER, value: algorithm };
    throw invalidArgument("The encryption method specified is not supported", argument, "bucket-encryption");
  }
  const cheaper = bucketKey ? { bucketKey } : {};
  return { encryption: { kind: "kms", algorithm, keyId: keyArn(key, bucket), ...cheaper } };
}

/** Nobody looks the key up, because there is no KMS here: only its form is checked. */
function keyArn(key: string | undefined, { account, region }: Bucket): string {
  const place = `arn:aws:kms:${region}:${account}`;
  if (key === undefined) return `${place}:key/${managedKey(account, region)}`;
  if (/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/.test(key)) return `${place}:key/${key}`;
  if (/^alias\/[\w/-]+$/.test(key)) return `${place}:${key}`;
  const arn = /^arn:aws:kms:([a-z0-9-]+):\d{12}:(key|alias)\/[\w/-]+$/.exec(key);
  if (arn?.[1] === region) return key;
  throw noSuchKmsKey(arn ? `Invalid arn ${arn[1]}` : `Invalid keyId '${key}'`);
}

/** An account's own key for S3, which AWS makes when it is first needed. */
function managedKey(account: string, region: string): string {
  const hex = createHash("sha256").update(`aws/s3 ${account} ${region}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}

function noSuchKmsKey(message: string): ServiceError {
  return new ServiceError("KMS.NotFoundException", message, { docs: "bucket-encryption" });
}

/** An object with a key of somebody's own is shown only to who has the key. */
export function checkEncryption(
  input: CustomerKeyInput,
  { encryption }: { readonly encryption?: ObjectEncryption },
): void {
  const given = customerKey(input);
  if (encryption?.kind !== "customer") {
    if (!given) return;
    throw invalidRequest("The encryption parameters are not applicable to this object.", "bucket-encryption");
  }
  if (!given) {
    const message =
      "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.";
    throw invalidRequest(message, "bucket-encryption");
  }
  if (given.keyMd5 !== encryption.keyMd5) throw accessDenied();
}

/** As every answer about an object tells it. */
export function encryptionMembers(encryption: ObjectEncryption | undefined) {
  if (!encryption) return { ServerSideEncryption: "AES256" as ServerSideEncryption };
  if (encryption.kind === "customer") {
    return { SSECustomerAlgorithm: "AES256", SSECustomerKeyMD5: encryption.keyMd5 };
  }
  const { algorithm, keyId, bucketKey } = encryption;
  return {
    ServerSideEncryption: algorithm as ServerSideEncryption,
    SSEKMSKeyId: keyId,
    ...(bucketKey ? { BucketKeyEnabled: true } : {}),
  };
}
