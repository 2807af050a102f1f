import type { HeadBucketOutput, HeadBucketRequest } from "@aws-sdk/client-s3";
import { ServiceError } from "../../../core/errors.ts";
import { operation } from "../../service.ts";
import { notFound } from "../errors.ts";
import { findBucket, readBucket } from "../stored-bucket.ts";
import { bucketArn } from "../table.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export const headBucket = operation<HeadBucketRequest, HeadBucketOutput>()({
  service: "s3",
  name: "HeadBucket",

  async prefetch(input, tools) {
    const found = await findBucket(input.Bucket ?? "", tools);
    if (!found) throw notFound();
    const { region } = found.bucket;
    // Where a bucket is, even who may not use it is told.
    return readBucket(input, tools, { action: "s3:ListBucket" }).catch((error) => {
      throw error instanceof ServiceError ? elsewhere(error, region) : error;
    });
  },

  commit({ bucket: { name, region } }) {
    return { output: { BucketArn: bucketArn(name), BucketRegion: region, AccessPointAlias: false } };
  },
});

function elsewhere({ code, message, status, details, headers, docs }: ServiceError, region: string): ServiceError {
  const told = { ...headers, "x-amz-bucket-region": region };
  return new ServiceError(code, message, { status, details, headers: told, ...(docs === undefined ? {} : { docs }) });
}
