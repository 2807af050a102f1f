/** Where buckets differ from AWS's. */
export const deviations: Readonly<Record<string, string>> = {
  "*": "No versions, tags, object lock, encryption keys or archive classes: asking for one is refused, not ignored.",
  DeleteBucket: "Takes effect at once.",
  ListObjectsV2: "No owner names.",
  PutBucketNotificationConfiguration: "To queues and topics, when objects are created or removed.",
};
