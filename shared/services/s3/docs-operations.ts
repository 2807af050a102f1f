import type { DocTerm } from "../service.ts";

const API = "https://docs.aws.amazon.com/AmazonS3/latest/API";

function operation(name: string, term: string, summary: string, body: string, related: readonly string[]): DocTerm {
  return { term, title: name, kind: "operation", summary, body, references: [`${API}/API_${name}.html`], related };
}

export const operationDocs: readonly DocTerm[] = [
  operation(
    "CreateBucket",
    "create-bucket",
    "Makes an empty bucket in one region.",
    "`POST /v1/buckets`. A name that somebody else has is refused with BucketAlreadyExists, one that you have with BucketAlreadyOwnedByYou. (AWS answers 200 for your own bucket in us-east-1, as it did before there were other regions.)",
    ["bucket", "mb"],
  ),
  operation(
    "ListBuckets",
    "list-buckets",
    "Lists your buckets by name.",
    "`GET /v1/buckets`, with `region=*` for all regions. AWS always lists all regions unless it is asked for one.",
    ["bucket"],
  ),
  operation(
    "HeadBucket",
    "head-bucket",
    "Says whether a bucket is there and yours, and in which region it is.",
    "`GET /v1/buckets/{bucket}` says that too, and how many objects and bytes the bucket holds, which AWS has no operation for: it counts once a day.",
    ["bucket"],
  ),
  operation(
    "DeleteBucket",
    "delete-bucket",
    "Deletes an empty bucket and frees its name.",
    "`DELETE /v1/buckets/{bucket}`. A bucket with as much as one object in it is refused with BucketNotEmpty; an object that is put at the same moment is either refused or keeps the bucket alive, never lost.",
    ["bucket", "delete-objects"],
  ),
  operation(
    "PutObject",
    "put-object",
    "Stores an object whole, over whatever has the key.",
    "`PUT /v1/buckets/{bucket}/objects/{key}` with the bytes as the body, up to 5 GiB, and metadata as headers. Bytes are streamed, never held in memory. Answered once the object would survive the death of the server; an upload that breaks off leaves nothing.",
    ["object", "object-metadata", "etag"],
  ),
  operation(
    "GetObject",
    "get-object",
    "Streams an object, or a range of it.",
    "`GET /v1/buckets/{bucket}/objects/{key}`. Metadata comes as headers. A reader that has begun reads to the end, even if the object is overwritten or deleted meanwhile.",
    ["object", "range", "etag"],
  ),
  operation(
    "HeadObject",
    "head-object",
    "Tells an object's metadata without its bytes.",
    "`HEAD /v1/buckets/{bucket}/objects/{key}`: the headers that GET answers. 404 has no body, since HEAD never has one.",
    ["object-metadata"],
  ),
  operation(
    "DeleteObject",
    "delete-object",
    "Deletes an object: for good, or in a bucket with versioning by a marker in front of it.",
    "`DELETE /v1/buckets/{bucket}/objects/{key}`. A key that has no object is answered with 204 just the same: what you asked for is so. In a bucket with [versioning](versioning) it leaves a delete marker; with `?versionId=` that version goes for good.",
    ["object", "idempotency"],
  ),
  operation(
    "DeleteObjects",
    "delete-objects",
    "Deletes up to 1,000 objects in one request.",
    '`POST /v1/buckets/{bucket}/delete` with `{"keys":[...]}`, and `"versions":[{"key","versionId"}]` for what is to go for good. Each key has a result of its own: some may fail while others are gone.',
    ["delete-object"],
  ),
  operation(
    "CopyObject",
    "copy-object",
    "Copies an object, within a bucket or between two, without sending it to you and back.",
    '`POST /v1/buckets/{bucket}/copy` with `{"from":{"bucket","key"},"key"}`. The copy has the source\'s metadata, or, if you give any, only yours. Copying an object onto itself is how metadata is changed; without new metadata that is refused, because nothing would change.',
    ["object-metadata", "put-object"],
  ),
  operation(
    "ListObjectsV2",
    "list-objects-v2",
    "Lists keys in the order of their bytes, a page at a time.",
    "`GET /v1/buckets/{bucket}/objects` with `prefix`, `delimiter`, `startAfter`, `limit` and `nextToken`. With a delimiter, keys that go on behind it are not read but skipped: a bucket with a million keys in four folders shows the four as quickly as one with four keys.",
    ["key"],
  ),
  operation(
    "PutBucketNotificationConfiguration",
    "put-bucket-notification-configuration",
    "Replaces the rules by which a bucket tells queues and topics of its objects.",
    "`PUT /v1/buckets/{bucket}/notifications`. It replaces all rules: read, change, write. Destinations must be there and in the bucket's region; each gets a test event.",
    ["bucket-notification"],
  ),
  operation(
    "GetBucketNotificationConfiguration",
    "get-bucket-notification-configuration",
    "Shows the rules by which a bucket tells queues and topics of its objects.",
    "`GET /v1/buckets/{bucket}/notifications`. What it answers can be changed and put again.",
    ["bucket-notification"],
  ),
];
