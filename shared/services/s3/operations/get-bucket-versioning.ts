import type { GetBucketVersioningOutput, GetBucketVersioningRequest } from "@aws-sdk/client-s3";
import { operation } from "../../service.ts";
import { readBucket } from "../stored-bucket.ts";

/** Nothing for a bucket that never had versioning. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html */
export const getBucketVersioning = operation<GetBucketVersioningRequest, GetBucketVersioningOutput>()({
  service: "s3",
  name: "GetBucketVersioning",
  prefetch: (input, tools) => readBucket(input, tools, { action: "s3:GetBucketVersioning" }),
  commit: ({ bucket: { versioning } }) => ({ output: versioning ? { Status: versioning } : {} }),
});
