import type { DocTerm } from "../service.ts";

const GUIDE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide";

function body(...paragraphs: string[]): string {
  return paragraphs.join("\n\n");
}

/** How a bucket is set up, but for who may use it. */
export const configurationDocs: readonly DocTerm[] = [
  {
    term: "lifecycle",
    title: "Lifecycle rules",
    kind: "concept",
    summary:
      "Rules by which a bucket's objects expire or change their storage class by themselves, by age, prefix, tags and size.",
    body: body(
      "A rule has a filter and one or more actions: objects expire so many days after they were stored, or on a date; with versioning, [noncurrent versions](versioning) expire so many days after a newer one came, and a delete marker goes when it hides nothing any more; multipart uploads that nobody completed end, so that their parts cost nothing.",
      "S3 adds the days to the instant at which the object was stored and goes on to the next midnight UTC. Days are whole, and an object may stay a while after it has expired, on AWS. GET and HEAD tell in `x-amz-expiration` when an object will go, and by which rule.",
      "With versioning an expired object is not lost: a delete marker hides it. To be rid of it, expire noncurrent versions too.",
      'Try: `PUT /v1/buckets/{bucket}/lifecycle` with `{"rules":[{"prefix":"logs/","expireAfterDays":30}]}`, put an object under `logs/`, then `POST /v1/playground/clock` with `{"advanceSeconds":2764800}` (32 days). The journal says which rule came due for which key.',
      "Transitions move objects to cheaper [storage classes](storage-class), never back; what reaches GLACIER or DEEP_ARCHIVE must be [restored](restore-object) to be read. Objects under 128 KB stay where they are, unless the rule itself names a size or the bucket's TransitionDefaultMinimumObjectSize is varies_by_storage_class, which lets small ones into these two. Of several that are due, the cheapest class wins; what expires the same day for good is not moved first.",
    ),
    references: [`${GUIDE}/object-lifecycle-mgmt.html`, `${GUIDE}/intro-lifecycle-rules.html`],
    aliases: ["bucket-lifecycle", "lifecycle-rule", "expiration", "transition", "put-bucket-lifecycle-configuration"],
    related: ["bucket", "versioning", "multipart-upload", "storage-class"],
  },
  {
    term: "bucket-region",
    title: "A bucket's region",
    kind: "attribute",
    summary: "Where a bucket's bytes are. Chosen at its creation, for good; requests have to be signed for it.",
    body: body(
      "A client in another region than us-east-1 must name its region in CreateBucket (LocationConstraint), and no other. A client in us-east-1, the oldest region, may name any other and must not name its own: GetBucketLocation answers nothing for it to this day.",
      "A request that is signed for another region than the bucket's is refused with AuthorizationHeaderMalformed, and told the right one; boto3, the CLI and s3cmd sign anew by themselves. HeadBucket and `x-amz-bucket-region` say the region to who asks.",
    ),
    references: [
      `${GUIDE}/UsingBucket.html`,
      "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html",
    ],
    aliases: ["location-constraint", "get-bucket-location"],
    related: ["bucket", "create-bucket"],
  },
  {
    term: "bucket-tags",
    title: "Bucket tags",
    kind: "attribute",
    summary: "Up to 50 names and values on a bucket, by which AWS's bill can be sorted.",
    body: body(
      "PutBucketTagging replaces all tags at once. Names that begin with `aws:` are AWS's own. They say nothing about the objects in the bucket, which have tags of their own.",
      "Once PutBucketAbac has switched it on, [policies](bucket-policy) can ask for them, as `aws:ResourceTag/team` or `s3:BucketTag/team`: access by attributes. Off, such a condition finds no tag.",
      'Try: `PUT /v1/buckets/{bucket}/tags` with `{"tags":{"team":"blue"}}`.',
    ),
    references: [`${GUIDE}/CostAllocTagging.html`],
    aliases: ["bucket-tagging", "put-bucket-tagging", "abac", "put-bucket-abac"],
    related: ["bucket"],
  },
  {
    term: "bucket-encryption",
    title: "Default encryption",
    kind: "attribute",
    summary: "How S3 encrypts what is stored in a bucket: with keys of its own (AES256) unless a KMS key is named.",
    body: body(
      "Since January 2023 everything in S3 is encrypted at rest, and `x-amz-server-side-encryption: AES256` says so in every answer. A bucket may name a KMS key instead; then who reads an object needs the key's permission too.",
      "Here the setting is stored and answered, and nothing is encrypted: the bytes are on your own disk.",
    ),
    references: [`${GUIDE}/default-bucket-encryption.html`, `${GUIDE}/UsingKMSEncryption.html`],
    aliases: ["encryption", "server-side-encryption", "put-bucket-encryption"],
    related: ["bucket"],
  },
];
