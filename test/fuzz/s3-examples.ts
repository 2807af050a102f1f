import type { Members } from "./values.ts";

const owner = { ID: "0".repeat(64) };
const POLICY =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":["s3:GetObject"],"Resource":"arn:aws:s3:::photos/*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}]}';
const bytes = (text: string) => Buffer.from(text);

/** S3's inputs as people send them; see examples.ts. */
export const S3_EXAMPLES: Readonly<Record<string, readonly Members[]>> = {
  "s3.CreateBucket": [
    { Bucket: "made-bucket" },
    { Bucket: "made-bucket", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } },
  ],
  "s3.PutObject": [
    { Bucket: "$Bucket", Key: "$Key", Body: bytes("hello"), ContentType: "text/plain", Metadata: { colour: "blue" } },
    { Bucket: "$Bucket", Key: "$Key", Body: bytes("hello"), ChecksumCRC32: "NhCmhg==" },
    {
      Bucket: "$Bucket",
      Key: "$Key",
      Body: bytes("hello"),
      ContentMD5: "XUFAKrxLKna5cZ2REBfFkg==",
      Tagging: "a=b&c=d",
      IfNoneMatch: "*",
    },
  ],
  "s3.GetObject": [
    { Bucket: "$Bucket", Key: "$Key" },
    { Bucket: "$Bucket", Key: "$Key", Range: "bytes=1-2", ResponseContentType: "text/x" },
    { Bucket: "$Bucket", Key: "$Key", VersionId: "$VersionId", PartNumber: 1 },
  ],
  "s3.HeadObject": [{ Bucket: "$Bucket", Key: "$Key", ChecksumMode: "ENABLED" }],
  "s3.GetObjectAttributes": [
    {
      Bucket: "$Bucket",
      Key: "$Key",
      ObjectAttributes: ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"],
    },
  ],
  "s3.CopyObject": [
    { Bucket: "$Bucket", Key: "copy", CopySource: "photos/a" },
    {
      Bucket: "$Bucket",
      Key: "$Key",
      CopySource: "/versions/a?versionId=$VersionId",
      MetadataDirective: "REPLACE",
      Metadata: { x: "y" },
    },
  ],
  "s3.DeleteObject": [
    { Bucket: "$Bucket", Key: "$Key" },
    { Bucket: "versions", Key: "$Key", VersionId: "$VersionId" },
  ],
  "s3.DeleteObjects": [{ Bucket: "$Bucket", Delete: { Objects: [{ Key: "$Key" }, { Key: "none" }], Quiet: false } }],
  "s3.CreateMultipartUpload": [
    { Bucket: "$Bucket", Key: "large", ChecksumAlgorithm: "CRC32" },
    { Bucket: "photos", Key: "large" },
  ],
  "s3.UploadPart": [{ Bucket: "photos", Key: "large", UploadId: "$UploadId", PartNumber: 1, Body: bytes("part") }],
  "s3.UploadPartCopy": [
    {
      Bucket: "photos",
      Key: "large",
      UploadId: "$UploadId",
      PartNumber: 2,
      CopySource: "photos/a",
      CopySourceRange: "bytes=0-1",
    },
  ],
  "s3.CompleteMultipartUpload": [
    {
      Bucket: "photos",
      Key: "large",
      UploadId: "$UploadId",
      MultipartUpload: { Parts: [{ PartNumber: 1, ETag: "$ETag" }] },
    },
  ],
  "s3.ListParts": [{ Bucket: "photos", Key: "large", UploadId: "$UploadId", MaxParts: 1 }],
  "s3.ListObjectsV2": [
    { Bucket: "$Bucket", Prefix: "b", Delimiter: "/", MaxKeys: 1, EncodingType: "url", StartAfter: "a" },
  ],
  "s3.ListObjectVersions": [{ Bucket: "$Bucket", KeyMarker: "a", VersionIdMarker: "$VersionId", MaxKeys: 2 }],
  "s3.PutBucketPolicy": [{ Bucket: "photos", Policy: POLICY }],
  "s3.PutBucketCors": [
    {
      Bucket: "photos",
      CORSConfiguration: {
        CORSRules: [
          {
            AllowedMethods: ["GET"],
            AllowedOrigins: ["http://*.example"],
            AllowedHeaders: ["*"],
            ExposeHeaders: ["etag"],
            MaxAgeSeconds: 5,
          },
        ],
      },
    },
  ],
  "s3.PutBucketVersioning": [
    { Bucket: "versions", VersioningConfiguration: { Status: "Suspended" } },
    { Bucket: "versions", VersioningConfiguration: { Status: "Enabled" } },
  ],
  "s3.PutBucketTagging": [{ Bucket: "photos", Tagging: { TagSet: [{ Key: "a", Value: "b" }] } }],
  "s3.PutObjectTagging": [{ Bucket: "photos", Key: "a", Tagging: { TagSet: [{ Key: "a", Value: "b" }] } }],
  "s3.RestoreObject": [
    { Bucket: "photos", Key: "a", RestoreRequest: { Days: 1, GlacierJobParameters: { Tier: "Expedited" } } },
  ],
  "s3.PutBucketEncryption": [
    {
      Bucket: "photos",
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
      },
    },
  ],
  "s3.PutBucketLifecycleConfiguration": [
    {
      Bucket: "photos",
      LifecycleConfiguration: {
        Rules: [{ ID: "old", Status: "Enabled", Filter: { Prefix: "b" }, Expiration: { Days: 1 } }],
      },
    },
  ],
  "s3.PutBucketNotificationConfiguration": [
    {
      Bucket: "photos",
      NotificationConfiguration: {
        QueueConfigurations: [
          {
            QueueArn: "arn:aws:sqs:us-east-1:000000000000:orders",
            Events: ["s3:ObjectCreated:*"],
            Filter: { Key: { FilterRules: [{ Name: "prefix", Value: "a" }] } },
          },
        ],
      },
    },
  ],
  "s3.PutBucketWebsite": [
    {
      Bucket: "photos",
      WebsiteConfiguration: {
        IndexDocument: { Suffix: "index.html" },
        RoutingRules: [{ Condition: { KeyPrefixEquals: "x" }, Redirect: { ReplaceKeyWith: "y" } }],
      },
    },
  ],
  "s3.PutBucketAcl": [
    {
      Bucket: "photos",
      AccessControlPolicy: {
        Owner: owner,
        Grants: [{ Grantee: { Type: "CanonicalUser", ...owner }, Permission: "READ" }],
      },
    },
    { Bucket: "photos", ACL: "private" },
  ],
  "s3.PutObjectAcl": [{ Bucket: "photos", Key: "a", ACL: "private" }],
  "s3.PutBucketOwnershipControls": [
    { Bucket: "photos", OwnershipControls: { Rules: [{ ObjectOwnership: "ObjectWriter" }] } },
  ],
  "s3.PutPublicAccessBlock": [
    { Bucket: "photos", PublicAccessBlockConfiguration: { BlockPublicAcls: false, BlockPublicPolicy: false } },
  ],
  "s3.PutObjectLegalHold": [{ Bucket: "locked", Key: "a", LegalHold: { Status: "ON" } }],
  "s3.PutObjectRetention": [
    {
      Bucket: "locked",
      Key: "a",
      Retention: { Mode: "GOVERNANCE", RetainUntilDate: new Date("2027-01-01T00:00:00Z") },
    },
  ],
};
