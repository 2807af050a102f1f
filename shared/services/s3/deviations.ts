/** Where buckets differ from AWS's. */
export const deviations: Readonly<Record<string, string>> = {
  "*": "What is not built is refused, not ignored. Requests signed for another region than a bucket's are refused with AuthorizationHeaderMalformed, also where AWS would redirect, since there is one address for all regions here. A browser's POST form (PostObject, which AWS's models don't list) works: its policy is held to, its signature verified where signatures are.",
  DeleteBucket: "Takes effect at once.",
  DeleteObject: "MFA is not asked for: MFADelete can't be enabled.",
  GetObjectAttributes: "Parts have the numbers of their order, also where others were given when they were uploaded.",
  ListMultipartUploads: "At most 1,000 unfinished uploads of one key.",
  ListObjectVersions: "Delete markers are shown as the bucket owner's, whoever deleted.",
  ListObjectsV2: "No owner names.",
  CreateBucket: "A tag key that is given twice is refused with InvalidTag; AWS answers 500.",
  GetBucketAcl: "Grantees have no display names, as on AWS since November 2025.",
  PutBucketAbac: "PutBucketTagging goes on working, where AWS wants TagResource instead, which is S3 Control's.",
  PutBucketAccelerateConfiguration: "Nothing is quicker for it.",
  PutBucketAcl: "Nobody has an e-mail address.",
  PutObjectAcl: "Nobody has an e-mail address.",
  PutBucketAnalyticsConfiguration: "Nothing is analysed or exported.",
  PutBucketCors: "A page without a rule that fits is refused, where AWS answers it and its browser hides the answer.",
  PutBucketEncryption: "Nothing is encrypted, and keys are not looked up.",
  PutBucketIntelligentTieringConfiguration: "Nothing moves between tiers.",
  PutBucketInventoryConfiguration: "No inventories are written.",
  PutBucketLifecycleConfiguration:
    "What has come due goes at midnight (UTC, of the playground's clock) sharp; AWS may take a day or two. Which class comes cheaper than which is a fixed order.",
  PutBucketLogging: "No logs are written.",
  PutBucketMetricsConfiguration: "There is no CloudWatch to tell.",
  PutBucketNotificationConfiguration:
    "To queues and topics. EventBridge is stored; a Lambda function is refused with 501.",
  PutBucketPolicy:
    "s3:TlsVersion is known where who takes the connection tells it (x-amzn-tls-version). A principal is not looked up: there is no IAM.",
  PutBucketReplication:
    "What is stored is replicated at once, and not tried again when that fails. The role is not looked up. A replica of an upload in parts has one part. Changes of replicas are not replicated back. There are no metrics: only failures are notified.",
  PutBucketRequestPayment: "Nobody pays.",
  PutBucketVersioning: "Takes effect at once; MFADelete is refused with 501.",
  PutBucketWebsite: "Checked and stored; no website endpoint answers.",
  PutObject:
    "Storage classes are labels, but for GLACIER and DEEP_ARCHIVE, whose objects must be restored to be read. Nothing is encrypted: a KMS key is told and not looked up, a key of the client's own (SSE-C) is asked for again, over plain HTTP too, and ETags are MD5s all the same.",
  UpdateObjectEncryption: "Nothing is encrypted, and keys are not looked up.",
  RestoreObject:
    "Takes the longest that AWS documents, whatever the size: 5 minutes, 5 or 12 hours from GLACIER, 12 or 48 hours from DEEP_ARCHIVE. Its days count from when the copy is there. SELECT and OutputLocation are refused with 501.",
};

/** What is checked, kept and answered, and has no effect. */
export const stored: readonly string[] = [
  "PutBucketAccelerateConfiguration",
  "PutBucketAnalyticsConfiguration",
  "PutBucketEncryption",
  "PutBucketIntelligentTieringConfiguration",
  "PutBucketInventoryConfiguration",
  "PutBucketLogging",
  "PutBucketMetricsConfiguration",
  "PutBucketRequestPayment",
  "PutBucketWebsite",
  "UpdateObjectEncryption",
];
