import {
  CopyObjectCommand,
  type CopyObjectRequest,
  DeleteObjectCommand,
  type DeleteObjectRequest,
  GetObjectAttributesCommand,
  type GetObjectAttributesRequest,
  GetObjectCommand,
  type GetObjectRequest,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsRequest,
  type ObjectAttributes,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from "@aws-sdk/client-s3";

/** The JavaScript client says application/octet-stream where a caller says nothing; then S3's own word would never be heard. */
const ContentType = "binary/octet-stream";

/** What tests of objects ask of one bucket. */
export function objectCalls(client: S3Client, Bucket: string) {
  return {
    put: (Key: string, Body: string, more: Partial<PutObjectCommandInput> = {}) =>
      client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType, ...more })),
    get: (Key: string, more: Partial<GetObjectRequest> = {}) =>
      client.send(new GetObjectCommand({ Bucket, Key, ...more })),
    head: (Key: string, more: Partial<GetObjectRequest> = {}) =>
      client.send(new HeadObjectCommand({ Bucket, Key, ...more })),
    copy: (from: string, Key: string, more: Partial<CopyObjectRequest> = {}) =>
      client.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${encodeURIComponent(from)}`, ...more })),
    remove: (Key: string, more: Partial<DeleteObjectRequest> = {}) =>
      client.send(new DeleteObjectCommand({ Bucket, Key, ...more })),
    attributes: (Key: string, asked: readonly ObjectAttributes[], more: Partial<GetObjectAttributesRequest> = {}) =>
      client.send(new GetObjectAttributesCommand({ Bucket, Key, ObjectAttributes: [...asked], ...more })),
    version: (Status: "Enabled" | "Suspended") =>
      client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } })),
    versions: (more: Partial<ListObjectVersionsRequest> = {}) =>
      client.send(new ListObjectVersionsCommand({ Bucket, ...more })),
  };
}
