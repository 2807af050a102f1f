import { matchesPattern, readPattern } from "../../core/policy/pattern.ts";

/*
 * Actions that a bucket policy can name: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 * A policy that misspells one would allow nothing, so AWS refuses it.
 */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const ON_BUCKETS = words(`
  CreateBucket DeleteBucket DeleteBucketPolicy DeleteBucketWebsite GetAccelerateConfiguration GetAnalyticsConfiguration
  GetBucketAbac GetBucketAcl GetBucketCORS GetBucketLocation GetBucketLogging GetBucketMetadataTableConfiguration
  GetBucketNotification GetBucketObjectLockConfiguration GetBucketOwnershipControls GetBucketPolicy GetBucketPolicyStatus
  GetBucketPublicAccessBlock GetBucketRequestPayment GetBucketTagging GetBucketVersioning GetBucketWebsite
  GetEncryptionConfiguration GetIntelligentTieringConfiguration GetInventoryConfiguration GetLifecycleConfiguration
  GetMetricsConfiguration GetReplicationConfiguration ListBucket ListBucketMultipartUploads ListBucketVersions
  PutAccelerateConfiguration PutAnalyticsConfiguration PutBucketAbac PutBucketAcl PutBucketCORS PutBucketLogging
  PutBucketNotification PutBucketObjectLockConfiguration PutBucketOwnershipControls PutBucketPolicy PutBucketPublicAccessBlock
  PutBucketRequestPayment PutBucketTagging PutBucketVersioning PutBucketWebsite PutEncryptionConfiguration
  PutIntelligentTieringConfiguration PutInventoryConfiguration PutLifecycleConfiguration PutMetricsConfiguration
  PutReplicationConfiguration ListTagsForResource TagResource UntagResource
`);

const ON_OBJECTS = words(`
  AbortMultipartUpload BypassGovernanceRetention DeleteObject DeleteObjectTagging DeleteObjectVersion DeleteObjectVersionTagging
  GetObject GetObjectAcl GetObjectAttributes GetObjectLegalHold GetObjectRetention GetObjectTagging GetObjectTorrent
  GetObjectVersion GetObjectVersionAcl GetObjectVersionAttributes GetObjectVersionForReplication GetObjectVersionTagging
  GetObjectVersionTorrent InitiateReplication ListMultipartUploadParts ObjectOwnerOverrideToBucketOwner PutObject PutObjectAcl
  PutObjectLegalHold PutObjectRetention PutObjectTagging PutObjectVersionAcl PutObjectVersionTagging ReplicateDelete
  ReplicateObject ReplicateTags RestoreObject UpdateObjectEncryption
`);

const lower = (names: readonly string[]) => names.map((name) => `s3:${name.toLowerCase()}`);
const BUCKET_ACTIONS = lower(ON_BUCKETS);
const OBJECT_ACTIONS = lower(ON_OBJECTS);

export interface ActionTargets {
  readonly buckets: boolean;
  readonly objects: boolean;
}

/** What a policy's action, wildcards and all, can be done to; neither for what is no action. */
export function targetsOf(action: string): ActionTargets {
  const pattern = readPattern(action.toLowerCase(), { version: "2008-10-17", wildcards: true });
  const fits = (known: string) => matchesPattern(pattern, known, () => undefined);
  return { buckets: BUCKET_ACTIONS.some(fits), objects: OBJECT_ACTIONS.some(fits) };
}
