import type { z } from "zod";
import { iso } from "../../core/time.ts";
import { type RestApi, type Route, route } from "../service.ts";
import { DEFAULT_BUCKET_REGION } from "./location.ts";
import { createBucket } from "./operations/create-bucket.ts";
import { deleteBucket } from "./operations/delete-bucket.ts";
import { describeBucket } from "./operations/describe-bucket.ts";
import { listBuckets } from "./operations/list-buckets.ts";
import * as schemas from "./rest-schemas.ts";
import { shownStatus } from "./rest-versions.ts";
import { bucketArn } from "./table.ts";

export const bucketRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/v1/buckets",
    id: "listBuckets",
    summary: "List buckets",
    query: schemas.bucketQuery,
    allRegions: true,
    response: { status: 200, description: "A page of buckets, by name", schema: schemas.buckets },
    async handle({ query, region }, api) {
      const { Buckets = [], ContinuationToken } = await api.call(listBuckets, {
        Prefix: query.prefix,
        MaxBuckets: query.limit,
        ContinuationToken: query.nextToken,
        // AWS lists all regions together; here a list keeps to its region unless it is asked for all, as every other does.
        BucketRegion: region === "*" ? undefined : region,
      });
      const buckets = Buckets.map(({ Name = "", BucketRegion = "", CreationDate }) =>
        listed(Name, BucketRegion, CreationDate?.getTime() ?? 0),
      );
      return { status: 200, json: { buckets, ...(ContinuationToken ? { nextToken: ContinuationToken } : {}) } };
    },
  }),
  route({
    method: "POST",
    path: "/v1/buckets",
    id: "createBucket",
    summary: "Create a bucket",
    body: schemas.newBucket,
    response: { status: 201, description: "The bucket", schema: schemas.bucket },
    async handle({ body: { name }, region }, api) {
      const constraint = region === DEFAULT_BUCKET_REGION ? {} : { LocationConstraint: region as never };
      await api.call(createBucket, { Bucket: name, MustBeNew: true, CreateBucketConfiguration: constraint });
      return { status: 201, json: await describeOne(name, api) };
    },
  }),
  route({
    method: "GET",
    path: "/v1/buckets/{bucket}",
    id: "getBucket",
    summary: "Show a bucket: what it holds",
    params: schemas.bucketParams,
    response: { status: 200, description: "The bucket", schema: schemas.bucket },
    async handle({ params }, api) {
      return { status: 200, json: await describeOne(params.bucket, api) };
    },
  }),
  route({
    method: "DELETE",
    path: "/v1/buckets/{bucket}",
    id: "deleteBucket",
    summary: "Delete an empty bucket",
    params: schemas.bucketParams,
    response: { status: 204, description: "Gone" },
    async handle({ params }, api) {
      await api.call(deleteBucket, { Bucket: params.bucket });
      return { status: 204 };
    },
  }),
];

async function describeOne(bucket: string, api: RestApi): Promise<z.input<typeof schemas.bucket>> {
  const found = await api.call(describeBucket, { Bucket: bucket });
  const { name, region, createdAt, objects, bytes, noncurrentVersions, noncurrentBytes } = found;
  const held = { objects, bytes, noncurrentVersions, noncurrentBytes };
  return { ...listed(name, region, createdAt), ...held, versioning: shownStatus(found.versioning) };
}

function listed(name: string, region: string, createdAt: number): z.input<typeof schemas.listedBucket> {
  return { name, arn: bucketArn(name), uri: `s3://${name}`, region, createdAt: iso(createdAt) };
}
