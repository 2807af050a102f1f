/**
 * S3's numbers. Sources: "Amazon S3 endpoints and quotas" (https://docs.aws.amazon.com/general/latest/gr/s3.html), "Creating
 * object key names" (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html), "Working with object metadata"
 * (.../userguide/UsingMetadata.html), "Bucket naming rules" (.../userguide/bucketnamingrules.html) and the API reference of
 * ListObjectsV2, ListBuckets, DeleteObjects and PutBucketNotificationConfiguration.
 */
export const MIN_BUCKET_NAME_LENGTH = 3;
export const MAX_BUCKET_NAME_LENGTH = 63;
/** UTF-8 bytes. */
export const MAX_KEY_BYTES = 1024;
/** UTF-8 bytes of all user-defined names and values together. */
export const MAX_METADATA_BYTES = 2048;
/** Of x-amz-website-redirect-location: .../userguide/how-to-page-redirect.html. */
export const MAX_REDIRECT_BYTES = 2048;
/** One PutObject or CopyObject; more needs a multipart upload. */
export const MAX_PUT_BYTES = 5 * 1024 ** 3;
/**
 * Ours: how long a presigned upload's URL lasts at most, and how long after it an upload can be completed. Bytes that no row names are
 * swept after an hour.
 */
export const MAX_PRESIGNED_UPLOAD_SECONDS = 3600;
export const PRESIGNED_UPLOAD_KEPT_SECONDS = 3600;
/** Ours: a bucket of more versions is not counted anew. */
export const MAX_RECOUNTED_VERSIONS = 100_000;
export const MAX_LIST_KEYS = 1000;
/** What AWS accepts as MaxKeys; above 1,000 it answers 1,000 all the same. */
export const MAX_KEYS_ARGUMENT = 2_147_483_647;
export const MAX_LIST_BUCKETS = 10_000;
export const MAX_DELETE_KEYS = 1000;
/** Event notification configurations of one bucket. */
export const MAX_NOTIFICATIONS = 100;
/** UTF-8 bytes of a filter rule's prefix or suffix. */
export const MAX_FILTER_BYTES = 1024;
/** "Amazon S3 multipart upload limits" (https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html). */
export const MAX_PART_NUMBER = 10_000;
/** Every part but the last. */
export const MIN_PART_BYTES = 5 * 1024 ** 2;
/** A whole object. */
export const MAX_OBJECT_BYTES = 5 * 1024 ** 4;
export const MAX_LIST_PARTS = 1000;
export const MAX_LIST_UPLOADS = 1000;

/** "Using cost allocation S3 bucket tags" (https://docs.aws.amazon.com/AmazonS3/latest/userguide/CostAllocTagging.html). */
export const MAX_BUCKET_TAGS = 50;
/** UTF-16 units, as AWS counts. */
export const MAX_TAG_KEY_LENGTH = 128;
export const MAX_TAG_VALUE_LENGTH = 256;
/** Bytes of a bucket policy: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html */
export const MAX_POLICY_BYTES = 20 * 1024;
/** "Managing access with ACLs": grants of one list (https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html). */
export const MAX_GRANTS = 100;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html */
export const MAX_CORS_RULES = 100;
/** Characters of a CORS rule's ID. */
export const MAX_RULE_ID_LENGTH = 255;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html */
export const MAX_LIFECYCLE_RULES = 1000;
/** Noncurrent versions that a rule may keep whatever their age. */
export const MAX_NEWER_VERSIONS = 100;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
export const MIN_INFREQUENT_ACCESS_DAYS = 30;
/** Analytics, inventories, metrics and tierings, of each: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketMetricsConfiguration.html */
export const MAX_NAMED_CONFIGURATIONS = 1000;
/** What a list of them shows at once: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBucketMetricsConfigurations.html */
export const NAMED_CONFIGURATIONS_PAGE = 100;
/** Characters of a filter's prefix: a key has no more. */
export const MAX_PREFIX_LENGTH = 1024;
/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_Tiering.html */
export const MIN_ARCHIVE_DAYS = 90;
export const MIN_DEEP_ARCHIVE_DAYS = 180;
export const MAX_TIERING_DAYS = 730;
/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ReplicationConfiguration.html */
export const MAX_REPLICATION_RULES = 1000;
/** The only threshold there is: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ReplicationTimeValue.html */
export const REPLICATION_TIME_MINUTES = 15;
/** Ours: of one kind of a bucket's configuration, in JSON; a row of DynamoDB holds 400 KB. 1,000 lifecycle rules need less. */
export const MAX_CONFIGURATION_BYTES = 384 * 1024;
/** Ours: keys that one step of a lifecycle run looks at. */
export const LIFECYCLE_PAGE = 100;
/** Ours: noncurrent versions of a key that expire, or change their class, in one transaction: two writes each, and an effect for each notification. */
export const EXPIRED_VERSIONS_PAGE = 20;

/** "Categorizing your objects using tags" (.../userguide/object-tagging.html). */
export const MAX_OBJECT_TAGS = 10;

/** Ours: larger bodies go to the BlobStore, because a list reads rows and must not read megabytes with them. */
export const INLINE_BODY_BYTES = 4096;
/** Ours: keys that one transaction of DeleteObjects takes. Each may cost three writes (row, blob, notification) of the 100 that it holds. */
export const DELETE_BATCH_KEYS = 30;
/** Ours: the same in a bucket with versioning, where each may cost six (current, marker, old version, "null", blob, notification). */
export const DELETE_BATCH_VERSIONS = 16;
/** Ours: see gates.ts. */
export const GATES = 64;
/** Ours: rows that a delimited list reads before it knows how the keys lie. */
export const FIRST_LOOK_ROWS = 16;
/** Ours: destinations that get their s3:TestEvent in one transaction. */
export const TEST_EVENT_PAGE = 50;
/** Ours: parts that one step behind a finished upload forgets: two writes each. */
export const FORGET_PAGE = 40;
/** Ours: for so long the parts of a deleted object stay, so that who reads it can end. Playground time. */
export const PARTS_GRACE_SECONDS = 300;
/** Ours: for so long a completion may be asked for again. AWS says "idempotent" and no time. */
export const COMPLETION_KEPT_SECONDS = 3600;
/** Ours: uploads of one key at a time. The row that lists them must stay below DynamoDB's 400 KB. */
export const MAX_UPLOADS_OF_KEY = 1000;

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/**
 * The longest that AWS says a restoration "typically" takes, by storage class and tier; that of 250 MB and more may be slower there:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects-retrieval-options.html
 */
export const RESTORE_SECONDS = {
  GLACIER: { Expedited: 5 * MINUTE, Standard: 5 * HOUR, Bulk: 12 * HOUR },
  DEEP_ARCHIVE: { Expedited: undefined, Standard: 12 * HOUR, Bulk: 48 * HOUR },
} as const;
/** Ours: dates have four-digit years. AWS names no most days. */
export const LAST_INSTANT = Date.UTC(9999, 11, 31);
/** Objects below it change their class only where a rule or its bucket says so: .../userguide/lifecycle-transition-general-considerations.html */
export const MIN_TRANSITION_BYTES = 128 * 1024;
/** Ours: noncurrent versions of a key that one step looks at. */
export const NONCURRENT_PAGE = 100;
