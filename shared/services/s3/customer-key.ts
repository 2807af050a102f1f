import { createHash } from "node:crypto";
import { ServiceError } from "../../core/errors.ts";
import type { ObjectEncryption } from "./model.ts";

/** The headers by which a client brings a key of its own. */
export interface CustomerKeyInput {
  readonly SSECustomerAlgorithm?: string | undefined;
  readonly SSECustomerKey?: string | undefined;
  readonly SSECustomerKeyMD5?: string | undefined;
}

const KEY_BYTES = 32;

/** What is kept of a key: its MD5, which answers tell too. https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html */
export function customerKey(input: CustomerKeyInput): Extract<ObjectEncryption, { kind: "customer" }> | undefined {
  const { SSECustomerAlgorithm: algorithm, SSECustomerKey: key, SSECustomerKeyMD5: md5 } = input;
  if (algorithm === undefined && key === undefined && md5 === undefined) return undefined;
  if (algorithm === undefined) throw invalid(`${WITH_KEYS} must provide a valid encryption algorithm.`);
  if (key === undefined) throw invalid(`${WITH_KEYS} must provide an appropriate secret key.`);
  if (algorithm !== "AES256") throw invalidAlgorithm(algorithm);
  const bytes = Buffer.from(key, "base64");
  if (bytes.length !== KEY_BYTES || md5 === undefined) {
    throw invalid("The secret key was invalid for the specified algorithm.");
  }
  if (createHash("md5").update(bytes).digest("base64") === md5) return { kind: "customer", keyMd5: md5 };
  throw invalid("The calculated MD5 hash of the key did not match the hash that was provided.");
}

/** The same for the source of a copy. */
export function sourceKey(input: object): CustomerKeyInput {
  const { CopySourceSSECustomerAlgorithm, CopySourceSSECustomerKey, CopySourceSSECustomerKeyMD5 } = input as Readonly<
    Record<string, string | undefined>
  >;
  return {
    SSECustomerAlgorithm: CopySourceSSECustomerAlgorithm,
    SSECustomerKey: CopySourceSSECustomerKey,
    SSECustomerKeyMD5: CopySourceSSECustomerKeyMD5,
  };
}

const WITH_KEYS = "Requests specifying Server Side Encryption with Customer provided keys";
const HEADER = "x-amz-server-side-encryption";

function invalid(message: string): ServiceError {
  return new ServiceError("InvalidArgument", message, {
    docs: "bucket-encryption",
    details: { ArgumentName: HEADER },
  });
}

function invalidAlgorithm(algorithm: string): ServiceError {
  const message = "The Encryption request you specified is not valid. Supported value: AES256.";
  return new ServiceError("InvalidEncryptionAlgorithmError", message, {
    docs: "bucket-encryption",
    details: { ArgumentName: HEADER, ArgumentValue: algorithm },
  });
}
