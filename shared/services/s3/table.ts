import type { Arn } from "../../core/arn.ts";
import { arn } from "../../core/arn.ts";
import type { Scope } from "../../core/context.ts";
import type { Value } from "../../core/json.ts";
import type { Expectation, Key, Partition, Put, Row } from "../../ports/table-store.ts";
import type { Bucket, StoredObject } from "./model.ts";

/*
 * Where S3 keeps what; everything in the table "plain", whose partitions have no cap:
 *   <root>/s3/buckets                                        <name>   a bucket: one namespace for the whole playground
 *   <root>/s3/<account>/buckets                              <name>   its name, region and age, so that an account lists its own
 *   <root>/s3/<account>/<region>/<name>/<id>/objects         <key>    an object: the bare key, because both end at 1,024 bytes
 *   <root>/s3/<account>/<region>/<name>/<id>/gates           <00-63>  see gates.ts
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

function bucketPartition({ root }: Root, { account, region, name, id }: Bucket): string {
  return `${root}/s3/${account}/${region}/${name}/${id}`;
}

export function objectsPartition(scope: Root, bucket: Bucket): Partition {
  return { table: "plain", partition: `${bucketPartition(scope, bucket)}/objects` };
}

export function objectKey(scope: Root, bucket: Bucket, key: string): Key {
  return { ...objectsPartition(scope, bucket), sort: key };
}

export function putObjectRow(key: Key, object: StoredObject, expect: Expectation): Put {
  return { kind: "put", key, value: object as unknown as Value, expect };
}

export function objectFromRow(row: Row): StoredObject {
  return row.value as unknown as StoredObject;
}

export function gateKey(scope: Root, bucket: Bucket, gate: number): Key {
  return {
    table: "plain",
    partition: `${bucketPartition(scope, bucket)}/gates`,
    sort: String(gate).padStart(2, "0"),
  };
}

export function totalsKey(scope: Root, bucket: Bucket): Key {
  return { table: "plain", partition: bucketPartition(scope, bucket), sort: "totals" };
}

/** Buckets' ARNs name neither account nor region: the name alone is unique. */
export function bucketArn(name: string): Arn {
  return arn({ service: "s3", region: "", account: "", resource: name });
}
