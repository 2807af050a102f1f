import { matchesPattern, readPattern } from "../../core/policy/pattern.ts";

/*
 * Actions that a bucket policy can name: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 * A policy that misspells one would allow nothing, so AWS refuses it.
 */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const ON_BUCKETS = words(`
  AllowVendedLogDeliveryForResource CreateBucket CreateBucketMetadataTableConfiguration DeleteBucket
  DeleteBucketMetadataTableConfiguration DeleteBucketPolicy DeleteBucketWebsite GetAccelerateConfiguration
  GetAnalyticsConfiguration GetBucketAbac GetBucketAcl GetBucketCORS GetBucketLocation GetBucketLogging
  GetBucketMetadataTableConfiguration GetBucketNotification GetBucketObjectLockConfiguration GetBucketOwnershipControls
  GetBucketPolicy GetBucketPolicyStatus GetBucketPublicAccessBlock GetBucketRequestPayment GetBucketTagging
  GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration GetIntelligentTieringConfiguration GetInventoryConfiguration
  GetLifecycleConfiguration GetMetricsConfiguration GetReplicationConfiguration ListBucket ListBucketMultipartUploads
  ListBucketVersions ListTagsForResource PauseReplication PutAccelerateConfiguration PutAnalyticsConfiguration PutBucketAbac
  PutBucketAcl PutBucketCORS PutBucketLogging PutBucketNotification PutBucketObjectLockConfiguration
  PutBucketOwnershipControls PutBucketPolicy PutBucketPublicAccessBlock PutBucketRequestPayment PutBucketTagging
  PutBucketVersioning PutBucketWebsite PutEncryptionConfiguration PutIntelligentTieringConfiguration PutInventoryConfiguration
  PutLifecycleConfiguration PutMetricsConfiguration PutReplicationConfiguration TagResource UntagResource
  UpdateBucketMetadataAnnotationTableConfiguration UpdateBucketMetadataInventoryTableConfiguration
  UpdateBucketMetadataJournalTableConfiguration
`);

const ON_OBJECTS = words(`
  AbortMultipartUpload BypassGovernanceRetention DeleteObject DeleteObjectAnnotation DeleteObjectTagging DeleteObjectVersion
  DeleteObjectVersionAnnotation DeleteObjectVersionTagging GetObject GetObjectAcl GetObjectAnnotation GetObjectAttributes
  GetObjectLegalHold GetObjectRetention GetObjectTagging GetObjectTorrent GetObjectVersion GetObjectVersionAcl
  GetObjectVersionAnnotation GetObjectVersionAnnotationForReplication GetObjectVersionAttributes
  GetObjectVersionForReplication GetObjectVersionTagging GetObjectVersionTorrent InitiateReplication ListMultipartUploadParts
  ListObjectAnnotations ListObjectVersionAnnotations ObjectOwnerOverrideToBucketOwner PutObject PutObjectAcl
  PutObjectAnnotation PutObjectLegalHold PutObjectRetention PutObjectTagging PutObjectVersionAcl PutObjectVersionAnnotation
  PutObjectVersionTagging ReplicateDelete ReplicateObject ReplicateObjectAnnotation ReplicateTags RestoreObject
  UpdateObjectEncryption
`);

const lower = (names: readonly string[]) => names.map((name) => name.toLowerCase());
const BUCKET_ACTIONS = lower(ON_BUCKETS);
const OBJECT_ACTIONS = lower(ON_OBJECTS);

export interface ActionTargets {
  readonly buckets: boolean;
  readonly objects: boolean;
}

/** What a policy's action, wildcards and all, can be done to; neither for what is no action. */
export function targetsOf(action: string): ActionTargets {
  const fits = fitter(action);
  return { buckets: BUCKET_ACTIONS.some(fits), objects: OBJECT_ACTIONS.some(fits) };
}

/** The actions that a policy's action means: in lower case, without `s3:`. */
export function actionsLike(action: string): readonly string[] {
  return [...BUCKET_ACTIONS, ...OBJECT_ACTIONS].filter(fitter(action));
}

function fitter(action: string): (known: string) => boolean {
  const pattern = readPattern(action.toLowerCase(), { version: "2008-10-17", wildcards: true });
  return (known) => matchesPattern(pattern, `s3:${known}`, () => undefined);
}
