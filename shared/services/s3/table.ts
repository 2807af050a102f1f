import { createHash } from "node:crypto";
import type { Arn } from "../../core/arn.ts";
import { arn } from "../../core/arn.ts";
import type { Scope } from "../../core/context.ts";
import type { Value } from "../../core/json.ts";
import type { Delete, Expectation, Key, Partition, Put, Row } from "../../ports/table-store.ts";
import type { ConfigurationKind, NamedKind } from "./configurations.ts";
import type { Bucket, ListedUpload, StoredObject, Upload, UploadedPart, Version } from "./model.ts";

/*
 * Where S3 keeps what; everything in the table "plain", whose partitions have no cap:
 *   <root>/s3/buckets                                        <name>   a bucket: one namespace for the whole playground
 *   <root>/s3/<account>/buckets                              <name>   its name, region and age, so that an account lists its own
 *   <root>/s3/<account>/<region>/<name>/<id>/objects         <key>    an object: the bare key, because both end at 1,024 bytes
 *   <root>/s3/<account>/<region>/<name>/<id>/deleted         <key>    a key whose current version is a delete marker
 *   <root>/s3/<account>/<region>/<name>/<id>/versions/<hash of key>   <order> its noncurrent versions, the newest first
 *   <root>/s3/<account>/<region>/<name>/<id>/gates           <00-63>  see gates.ts; versioned-gates with versioning
 *   <root>/s3/<account>/<region>/<name>/<id>/configuration   <kind>   its policy, its tags, its CORS rules, ...: see configurations.ts
 *   <root>/s3/<account>/<region>/<name>/<id>/configurations/<kind>    <id> those that a bucket may have many of: its inventories, ...
 *   <root>/s3/<account>/<region>/<name>/<id>/uploads         <key>    the multipart uploads of a key: the bare key again
 *   <root>/s3/<account>/<region>/<name>/<id>/upload/<upload> "upload" one of them
 *   <root>/s3/<account>/<region>/<name>/<id>/upload/<upload> <00001>  its parts; "upload.completed" what its end was answered with
 *   totals <root>/s3/<account>/<region>/<name>/<id>          "totals" objects and bytes
 */

type Root = Pick<Scope, "root">;

export function bucketKey({ root }: Root, name: string): Key {
  return { table: "plain", partition: `${root}/s3/buckets`, sort: name };
}

export function accountBuckets({ root }: Root, account: string): Partition {
  return { table: "plain", partition: `${root}/s3/${account}/buckets` };
}

export function putBucket(scope: Root, bucket: Bucket, expect: Expectation): Put {
  return { kind: "put", key: bucketKey(scope, bucket.name), value: bucket as unknown as Value, expect };
}

export function bucketFromRow(row: Row): Bucket {
  return row.value as unknown as Bucket;
}

/** What an account's list shows of a bucket, and what never changes. */
export interface ListedBucket {
  readonly name: string;
  readonly region: string;
  readonly createdAt: number;
}

export function listedKey(scope: Root, { account, name }: Pick<Bucket, "account" | "name">): Key {
  return { ...accountBuckets(scope, account), sort: name };
}

export function putListed(scope: Root, bucket: Bucket): Put {
  const { name, region, createdAt } = bucket;
  return { kind: "put", key: listedKey(scope, bucket), value: { name, region, createdAt } };
}

export function listedFromRow(row: Row): ListedBucket {
  return row.value as unknown as ListedBucket;
}

function bucketPartition({ root }: Root, { account, region, name, id }: BucketPlace): string {
  return `${root}/s3/${account}/${region}/${name}/${id}`;
}

export function objectsPartition(scope: Root, bucket: Bucket): Partition {
  return { table: "plain", partition: `${bucketPartition(scope, bucket)}/objects` };
}

export function objectKey(scope: Root, bucket: Bucket, key: string): Key {
  return { ...objectsPartition(scope, bucket), sort: key };
}

/** Objects are listed without reading a single deleted key, however many there are. */
export function deletedPartition(scope: Root, bucket: Bucket): Partition {
  return { table: "plain", partition: `${bucketPartition(scope, bucket)}/deleted` };
}

export function deletedKey(scope: Root, bucket: Bucket, key: string): Key {
  return { ...deletedPartition(scope, bucket), sort: key };
}

/** A key and an order behind it are longer than a sort key may be: the key goes into the partition, hashed. */
export function versionsPartition(scope: Root, bucket: Bucket, key: string): Partition {
  const hash = createHash("sha256").update(key, "utf8").digest("hex");
  return { table: "plain", partition: `${bucketPartition(scope, bucket)}/versions/${hash}` };
}

export function versionKey(scope: Root, bucket: Bucket, key: string, sort: string): Key {
  return { ...versionsPartition(scope, bucket, key), sort };
}

export function putVersionRow(key: Key, version: Version, expect: Expectation): Put {
  return { kind: "put", key, value: version as unknown as Value, expect };
}

export function versionFromRow(row: Row): Version {
  return row.value as unknown as Version;
}

export function objectFromRow(row: Row): StoredObject {
  return row.value as unknown as StoredObject;
}

/** A bucket gets other gates with its first versioning: whoever still knows it without passes none of them. */
export function gateKey(scope: Root, bucket: Bucket, gate: number): Key {
  return {
    table: "plain",
    partition: `${bucketPartition(scope, bucket)}/${bucket.versioning ? "versioned-gates" : "gates"}`,
    sort: String(gate).padStart(2, "0"),
  };
}

export function configurationKey(scope: Root, bucket: BucketPlace, kind: ConfigurationKind): Key {
  return { table: "plain", partition: `${bucketPartition(scope, bucket)}/configuration`, sort: kind };
}

export function namedPartition(scope: Root, bucket: BucketPlace, kind: NamedKind): Partition {
  return { table: "plain", partition: `${bucketPartition(scope, bucket)}/configurations/${kind}` };
}

export function namedConfigurationKey(scope: Root, bucket: BucketPlace, kind: NamedKind, id: string): Key {
  return { ...namedPartition(scope, bucket, kind), sort: id };
}

export function totalsKey(scope: Root, bucket: Bucket): Key {
  return { table: "plain", partition: bucketPartition(scope, bucket), sort: "totals" };
}

/** What keeps a bucket's rows apart from those of every other, earlier ones of its name included. */
export type BucketPlace = Pick<Bucket, "account" | "region" | "name" | "id">;

export function uploadsPartition(scope: Root, bucket: BucketPlace): Partition {
  return { table: "plain", partition: `${bucketPartition(scope, bucket)}/uploads` };
}

export function keyUploads(scope: Root, bucket: BucketPlace, key: string): Key {
  return { ...uploadsPartition(scope, bucket), sort: key };
}

export function uploadsFromRow(row: Row | undefined): readonly ListedUpload[] {
  return (row?.value as unknown as { uploads: readonly ListedUpload[] } | undefined)?.uploads ?? [];
}

/** A key without uploads has no row. */
export function putUploads(key: Key, uploads: readonly ListedUpload[], expect: Expectation): Put | Delete {
  if (uploads.length === 0) return { kind: "delete", key, expect };
  return { kind: "put", key, value: { uploads } as unknown as Value, expect };
}

export function uploadPartition(scope: Root, bucket: BucketPlace, upload: string): Partition {
  return { table: "plain", partition: `${bucketPartition(scope, bucket)}/upload/${upload}` };
}

/** Behind every number, so that the parts stand together. */
const UPLOAD_SORT = "upload";
/** Where the parts end. */
export const PARTS_END = UPLOAD_SORT;

export function uploadKey(scope: Root, bucket: BucketPlace, upload: string): Key {
  return { ...uploadPartition(scope, bucket, upload), sort: UPLOAD_SORT };
}

/** Behind the upload's own row, so that nobody takes it for a part. */
export function completionKey(scope: Root, bucket: BucketPlace, upload: string): Key {
  return { ...uploadPartition(scope, bucket, upload), sort: `${UPLOAD_SORT}.completed` };
}

export function partKey(scope: Root, bucket: BucketPlace, upload: string, part: number): Key {
  return { ...uploadPartition(scope, bucket, upload), sort: String(part).padStart(5, "0") };
}

export function putUpload(scope: Root, bucket: BucketPlace, upload: Upload): Put {
  const key = uploadKey(scope, bucket, upload.id);
  return { kind: "put", key, value: upload as unknown as Value, expect: "absent" };
}

export function uploadFromRow(row: Row): Upload {
  return row.value as unknown as Upload;
}

export function putPart(key: Key, part: UploadedPart, expect: Expectation): Put {
  return { kind: "put", key, value: part as unknown as Value, expect };
}

export function partFromRow(row: Row): UploadedPart {
  return row.value as unknown as UploadedPart;
}

/** Buckets' ARNs name neither account nor region: the name alone is unique. */
export function bucketArn(name: string): Arn {
  return arn({ service: "s3", region: "", account: "", resource: name });
}
