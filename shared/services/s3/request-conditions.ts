import type { Conditions } from "../../core/policy/decide.ts";

/*
 * What a request's own members say to a policy's conditions.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-policy-keys
 */
const KEYS: Readonly<Record<string, string>> = {
  Prefix: "s3:prefix",
  Delimiter: "s3:delimiter",
  MaxKeys: "s3:max-keys",
  ACL: "s3:x-amz-acl",
  GrantFullControl: "s3:x-amz-grant-full-control",
  GrantRead: "s3:x-amz-grant-read",
  GrantReadACP: "s3:x-amz-grant-read-acp",
  GrantWrite: "s3:x-amz-grant-write",
  GrantWriteACP: "s3:x-amz-grant-write-acp",
  CopySource: "s3:x-amz-copy-source",
  MetadataDirective: "s3:x-amz-metadata-directive",
  ServerSideEncryption: "s3:x-amz-server-side-encryption",
  SSEKMSKeyId: "s3:x-amz-server-side-encryption-aws-kms-key-id",
  SSECustomerAlgorithm: "s3:x-amz-server-side-encryption-customer-algorithm",
  StorageClass: "s3:x-amz-storage-class",
  WebsiteRedirectLocation: "s3:x-amz-website-redirect-location",
  ObjectOwnership: "s3:x-amz-object-ownership",
  ObjectLockMode: "s3:object-lock-mode",
  ObjectLockLegalHoldStatus: "s3:object-lock-legal-hold",
  IfMatch: "s3:if-match",
  IfNoneMatch: "s3:if-none-match",
  VersionId: "s3:VersionId",
};

export function requestConditions(input: object): Conditions {
  const found: Record<string, readonly string[]> = {};
  for (const [member, value] of Object.entries(input)) {
    const key = KEYS[member];
    if (key !== undefined && (typeof value === "string" || typeof value === "number")) found[key] = [String(value)];
    if (member === "Tagging" && value) Object.assign(found, tagConditions(value));
  }
  return found;
}

/** Of a header, `a=1&b=2`, or of PutObjectTagging's body. */
function tagConditions(
  tagging: string | { readonly TagSet?: readonly { Key?: string; Value?: string }[] },
): Conditions {
  const tags =
    typeof tagging === "string"
      ? [...new URLSearchParams(tagging)]
      : (tagging.TagSet ?? []).map(({ Key = "", Value = "" }) => [Key, Value] as const);
  return {
    "s3:RequestObjectTagKeys": tags.map(([key]) => key),
    ...Object.fromEntries(tags.map(([key, value]) => [`s3:RequestObjectTag/${key}`, [value]])),
  };
}
