import type {
  CORSRule,
  GetBucketCorsOutput,
  GetBucketEncryptionOutput,
  GetBucketLifecycleConfigurationOutput,
  GetBucketTaggingOutput,
  GetPublicAccessBlockOutput,
  LifecycleRule,
  PublicAccessBlockConfiguration,
  ServerSideEncryptionConfiguration,
  Tagging,
} from "@aws-sdk/client-s3";
import type { z } from "zod";
import { iso } from "../../core/time.ts";
import { filterOf } from "./lifecycle-filter.ts";
import type * as schemas from "./rest-configuration-schemas.ts";

/* Between REST's words for a bucket's configurations and AWS's. */

type Cors = z.output<typeof schemas.cors>;
type Lifecycle = z.output<typeof schemas.lifecycle>;
type Rule = Lifecycle["rules"][number];
type Transition = NonNullable<Rule["transitions"]>[number];
type NoncurrentTransition = NonNullable<Rule["noncurrentTransitions"]>[number];

/** Only what is there: AWS's shapes and ours know no members that are undefined. */
function present<Shape extends object>(shape: { [Name in keyof Shape]: Shape[Name] | undefined }): Shape {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as Shape;
}

export function corsRule(rule: Cors["rules"][number]): CORSRule {
  return present<CORSRule>({
    ID: rule.id,
    AllowedOrigins: rule.allowedOrigins,
    // The operation checks which methods there are.
    AllowedMethods: rule.allowedMethods as CORSRule["AllowedMethods"],
    AllowedHeaders: rule.allowedHeaders,
    ExposeHeaders: rule.exposeHeaders,
    MaxAgeSeconds: rule.maxAgeSeconds,
  } as CORSRule);
}

export function corsShown({ CORSRules = [] }: GetBucketCorsOutput): Cors {
  return {
    rules: CORSRules.map((rule) =>
      present<Cors["rules"][number]>({
        id: rule.ID,
        allowedOrigins: rule.AllowedOrigins ?? [],
        allowedMethods: rule.AllowedMethods ?? [],
        allowedHeaders: rule.AllowedHeaders,
        exposeHeaders: rule.ExposeHeaders,
        maxAgeSeconds: rule.MaxAgeSeconds,
      }),
    ),
  };
}

export function lifecycleRule(rule: Lifecycle["rules"][number]): LifecycleRule {
  const { expireAfterDays: Days, expireAt, removeExpiredDeleteMarkers: ExpiredObjectDeleteMarker, transitions } = rule;
  const { noncurrentExpireAfterDays: NoncurrentDays, keepNewerNoncurrentVersions: NewerNoncurrentVersions } = rule;
  const expiration = { Days, Date: expireAt === undefined ? undefined : new Date(expireAt), ExpiredObjectDeleteMarker };
  const noncurrent = { NoncurrentDays, NewerNoncurrentVersions };
  const { abortUploadsAfterDays, noncurrentTransitions } = rule;
  return present({
    ID: rule.id,
    Status: rule.enabled ? "Enabled" : "Disabled",
    Filter: filter(rule),
    Expiration: orNone(expiration),
    NoncurrentVersionExpiration: orNone(noncurrent),
    AbortIncompleteMultipartUpload: orNone({ DaysAfterInitiation: abortUploadsAfterDays }),
    Transitions: transitions?.map(({ afterDays, at, storageClass }) =>
      present({ Days: afterDays, Date: at === undefined ? undefined : new Date(at), StorageClass: storageClass }),
    ),
    NoncurrentVersionTransitions: noncurrentTransitions?.map(({ afterDays, keepNewer, storageClass }) =>
      present({ NoncurrentDays: afterDays, NewerNoncurrentVersions: keepNewer, StorageClass: storageClass }),
    ),
  } as unknown as LifecycleRule);
}

function filter({ prefix, tags = {}, largerThanBytes, smallerThanBytes }: Lifecycle["rules"][number]) {
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const sizes = present({ ObjectSizeGreaterThan: largerThanBytes, ObjectSizeLessThan: smallerThanBytes });
  const count = Tags.length + Object.keys(sizes).length + (prefix === undefined ? 0 : 1);
  if (count > 1) return { And: { ...present({ Prefix: prefix }), ...(Tags.length > 0 ? { Tags } : {}), ...sizes } };
  const [Tag] = Tags;
  if (Tag) return { Tag };
  return Object.keys(sizes).length > 0 ? sizes : { Prefix: prefix ?? "" };
}

export function lifecycleShown({ Rules = [] }: GetBucketLifecycleConfigurationOutput): Lifecycle {
  return {
    rules: Rules.map((rule) => {
      const { prefix, tags, largerThan, smallerThan } = filterOf(rule);
      const { Expiration, NoncurrentVersionExpiration: noncurrent } = rule;
      return present<Lifecycle["rules"][number]>({
        id: rule.ID,
        enabled: rule.Status === "Enabled",
        prefix: prefix === "" ? undefined : prefix,
        tags: tags.length === 0 ? undefined : Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value])),
        largerThanBytes: largerThan,
        smallerThanBytes: smallerThan,
        expireAfterDays: Expiration?.Days,
        expireAt: Expiration?.Date && iso(Expiration.Date.getTime()),
        removeExpiredDeleteMarkers: Expiration?.ExpiredObjectDeleteMarker,
        noncurrentExpireAfterDays: noncurrent?.NoncurrentDays,
        keepNewerNoncurrentVersions: noncurrent?.NewerNoncurrentVersions,
        abortUploadsAfterDays: rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation,
        transitions: rule.Transitions?.map(({ Days, Date: date, StorageClass = "" }) =>
          present<Transition>({ afterDays: Days, at: date && iso(date.getTime()), storageClass: StorageClass }),
        ),
        noncurrentTransitions: rule.NoncurrentVersionTransitions?.map((transition) =>
          present<NoncurrentTransition>({
            afterDays: transition.NoncurrentDays ?? 0,
            keepNewer: transition.NewerNoncurrentVersions,
            storageClass: transition.StorageClass ?? "",
          }),
        ),
      });
    }),
  };
}

function orNone<Shape extends object>(shape: Shape): Shape | undefined {
  const found = present(shape as { [Name in keyof Shape]: Shape[Name] | undefined });
  return Object.keys(found).length === 0 ? undefined : (found as Shape);
}

export function tagging(tags: Readonly<Record<string, string>>): Tagging {
  return { TagSet: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
}

export function tagsShown({ TagSet = [] }: GetBucketTaggingOutput) {
  return { tags: Object.fromEntries(TagSet.map(({ Key = "", Value = "" }) => [Key, Value])) };
}

export function publicAccessBlock(block: z.output<typeof schemas.publicAccess>): PublicAccessBlockConfiguration {
  return {
    BlockPublicAcls: block.blockPublicAcls,
    IgnorePublicAcls: block.ignorePublicAcls,
    BlockPublicPolicy: block.blockPublicPolicy,
    RestrictPublicBuckets: block.restrictPublicBuckets,
  };
}

export function publicAccessShown({ PublicAccessBlockConfiguration: block = {} }: GetPublicAccessBlockOutput) {
  return {
    blockPublicAcls: block.BlockPublicAcls === true,
    ignorePublicAcls: block.IgnorePublicAcls === true,
    blockPublicPolicy: block.BlockPublicPolicy === true,
    restrictPublicBuckets: block.RestrictPublicBuckets === true,
  };
}

export function encryption(body: z.output<typeof schemas.encryption>): ServerSideEncryptionConfiguration {
  const { algorithm: SSEAlgorithm, kmsKeyId, bucketKey: BucketKeyEnabled } = body;
  const key = kmsKeyId === undefined ? {} : { KMSMasterKeyID: kmsKeyId };
  return { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm, ...key }, BucketKeyEnabled }] };
}

export function encryptionShown(output: GetBucketEncryptionOutput): z.output<typeof schemas.encryption> {
  const [rule] = output.ServerSideEncryptionConfiguration?.Rules ?? [];
  const { SSEAlgorithm = "AES256", KMSMasterKeyID } = rule?.ApplyServerSideEncryptionByDefault ?? {};
  return {
    // The operation let in no other.
    algorithm: SSEAlgorithm as z.output<typeof schemas.encryption>["algorithm"],
    ...(KMSMasterKeyID === undefined ? {} : { kmsKeyId: KMSMasterKeyID }),
    bucketKey: rule?.BucketKeyEnabled === true,
  };
}
