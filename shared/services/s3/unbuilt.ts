import { notImplemented } from "./errors.ts";

/*
 * Members of AWS's requests that ask for something that is not built. To store an object without the lock, the tags or the key
 * that its owner asked for would be a lie, so each is refused with 501 and its header's name.
 */
const HEADERS: Readonly<Record<string, string>> = {
  SSECustomerAlgorithm: "x-amz-server-side-encryption-customer-algorithm",
  SSEKMSKeyId: "x-amz-server-side-encryption-aws-kms-key-id",
  CopySourceSSECustomerAlgorithm: "x-amz-copy-source-server-side-encryption-customer-algorithm",
  WriteOffsetBytes: "x-amz-write-offset-bytes",
  MFA: "x-amz-mfa",
  IfMatchLastModifiedTime: "x-amz-if-match-last-modified-time",
  IfMatchSize: "x-amz-if-match-size",
};

/** Members where only one value is built. */
const ONLY: Readonly<Record<string, { readonly header: string; readonly values: readonly unknown[] }>> = {
  ServerSideEncryption: { header: "x-amz-server-side-encryption", values: ["AES256"] },
};

export function refuseUnbuilt(input: object): void {
  for (const [member, value] of Object.entries(input)) {
    if (value === undefined) continue;
    const header = HEADERS[member];
    if (header !== undefined) throw notImplemented(header);
    const only = ONLY[member];
    if (only && !only.values.includes(value)) throw notImplemented(only.header);
  }
}
