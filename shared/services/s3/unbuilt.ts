import { notImplemented } from "./errors.ts";

/*
 * Members of AWS's requests that ask for something that is not built. To store an object without the lock, the tags or the key
 * that its owner asked for would be a lie, so each is refused with 501 and its header's name.
 */
const HEADERS: Readonly<Record<string, string>> = {
  ObjectLockMode: "x-amz-object-lock-mode",
  ObjectLockRetainUntilDate: "x-amz-object-lock-retain-until-date",
  ObjectLockLegalHoldStatus: "x-amz-object-lock-legal-hold",
  ObjectLockEnabledForBucket: "x-amz-bucket-object-lock-enabled",
  SSECustomerAlgorithm: "x-amz-server-side-encryption-customer-algorithm",
  SSEKMSKeyId: "x-amz-server-side-encryption-aws-kms-key-id",
  CopySourceSSECustomerAlgorithm: "x-amz-copy-source-server-side-encryption-customer-algorithm",
  GrantFullControl: "x-amz-grant-full-control",
  GrantRead: "x-amz-grant-read",
  GrantReadACP: "x-amz-grant-read-acp",
  GrantWrite: "x-amz-grant-write",
  GrantWriteACP: "x-amz-grant-write-acp",
  WriteOffsetBytes: "x-amz-write-offset-bytes",
  MFA: "x-amz-mfa",
  BypassGovernanceRetention: "x-amz-bypass-governance-retention",
  IfMatchLastModifiedTime: "x-amz-if-match-last-modified-time",
  IfMatchSize: "x-amz-if-match-size",
};

/** Values that change nothing: what S3 does anyhow. */
const HARMLESS: Readonly<Record<string, readonly unknown[]>> = {
  ObjectLockEnabledForBucket: [false],
  BypassGovernanceRetention: [false],
};

/** Members where only one value is built. */
const ONLY: Readonly<Record<string, { readonly header: string; readonly values: readonly unknown[] }>> = {
  ACL: { header: "x-amz-acl", values: ["private", "bucket-owner-full-control"] },
  ServerSideEncryption: { header: "x-amz-server-side-encryption", values: ["AES256"] },
};

export function refuseUnbuilt(input: object): void {
  for (const [member, value] of Object.entries(input)) {
    if (value === undefined) continue;
    const header = HEADERS[member];
    if (header !== undefined && !HARMLESS[member]?.includes(value)) throw notImplemented(header);
    const only = ONLY[member];
    if (only && !only.values.includes(value)) throw notImplemented(only.header);
  }
}
