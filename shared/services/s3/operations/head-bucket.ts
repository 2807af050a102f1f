import type { HeadBucketOutput, HeadBucketRequest } from "@aws-sdk/client-s3";
import { operation } from "../../service.ts";
import { notFound } from "../errors.ts";
import { findBucket, readBucket } from "../stored-bucket.ts";
import { bucketArn } from "../table.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export const headBucket = operation<HeadBucketRequest, HeadBucketOutput>()({
  service: "s3",
  name: "HeadBucket",

  async prefetch(input, tools) {
    if (!(await findBucket(input.Bucket ?? "", tools))) throw notFound();
    return readBucket(input, tools, { action: "s3:ListBucket" });
  },

  commit({ bucket: { name, region } }) {
    return { output: { BucketArn: bucketArn(name), BucketRegion: region, AccessPointAlias: false } };
  },
});
