import type { GetBucketAbacOutput } from "@aws-sdk/client-s3";
import { getConfiguration } from "../configuration-operations.ts";

/** Off as long as nobody has put it. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAbac.html */
export const getBucketAbac = getConfiguration<GetBucketAbacOutput, "abac">({
  name: "GetBucketAbac",
  action: "s3:GetBucketAbac",
  kind: "abac",
  show: (AbacStatus = { Status: "Disabled" }) => ({ AbacStatus }),
});
