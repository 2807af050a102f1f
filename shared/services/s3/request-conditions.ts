import type { Conditions } from "../../core/policy/decide.ts";
import { MILLISECONDS_PER_DAY } from "../../core/time.ts";

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

type Members = Readonly<Record<string, unknown>>;

/** Members that say more than one thing, or say it inside. */
const INSIDE: Readonly<Record<string, (value: never, now: number) => Conditions>> = {
  Tagging: tagConditions,
  ObjectLockRetainUntilDate: untilConditions,
  Retention: ({ Mode, RetainUntilDate }: { Mode?: string; RetainUntilDate?: Date }, now) => ({
    ...(Mode === undefined ? {} : { "s3:object-lock-mode": [Mode] }),
    ...(RetainUntilDate ? untilConditions(RetainUntilDate, now) : {}),
  }),
  LegalHold: ({ Status }: { Status?: string }): Conditions =>
    Status === undefined ? {} : { "s3:object-lock-legal-hold": [Status] },
  InventoryConfiguration: ({ OptionalFields = [] }: { OptionalFields?: readonly string[] }) => ({
    "s3:InventoryAccessibleOptionalFields": OptionalFields,
  }),
  ObjectEncryption: ({ SSEKMS }: { SSEKMS?: { KMSKeyArn?: string } }): Conditions =>
    SSEKMS === undefined
      ? {}
      : {
          "s3:x-amz-server-side-encryption": ["aws:kms"],
          ...(SSEKMS.KMSKeyArn === undefined ? {} : { [KEYS.SSEKMSKeyId as string]: [SSEKMS.KMSKeyArn] }),
        },
};

/** `now` is the playground's, by which locks end. */
export function requestConditions(input: object, now: number): Conditions {
  const found: Record<string, readonly string[]> = {};
  for (const [member, value] of Object.entries(input as Members)) {
    const key = KEYS[member];
    if (key !== undefined && (typeof value === "string" || typeof value === "number")) found[key] = [String(value)];
    const inside = value && Object.hasOwn(INSIDE, member) ? INSIDE[member] : undefined;
    if (inside) Object.assign(found, inside(value as never, now));
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

/** A retention of ten days is still one of ten days a moment after it was asked for. */
function untilConditions(until: Date, now: number): Conditions {
  const instant = until.getTime();
  if (Number.isNaN(instant)) return {};
  return {
    "s3:object-lock-retain-until-date": [until.toISOString()],
    "s3:object-lock-remaining-retention-days": [String(Math.ceil((instant - now) / MILLISECONDS_PER_DAY))],
  };
}
