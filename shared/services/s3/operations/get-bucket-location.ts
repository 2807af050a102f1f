import type { GetBucketLocationOutput, GetBucketLocationRequest } from "@aws-sdk/client-s3";
import { operation } from "../../service.ts";
import { DEFAULT_BUCKET_REGION } from "../location.ts";
import { readBucket } from "../stored-bucket.ts";

/** Of a bucket in us-east-1, the oldest region, it answers nothing. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
export const getBucketLocation = operation<GetBucketLocationRequest, GetBucketLocationOutput>()({
  service: "s3",
  name: "GetBucketLocation",

  // It can be asked from any region: it is how clients find out where to ask for the rest.
  prefetch: (input, tools) => readBucket(input, tools, { action: "s3:GetBucketLocation", anyRegion: true }),

  commit({ bucket: { region, locationConstraint = region } }) {
    const output = region === DEFAULT_BUCKET_REGION ? {} : { LocationConstraint: locationConstraint };
    return { output: output as GetBucketLocationOutput };
  },
});
