import type { GetBucketRequestPaymentOutput } from "@aws-sdk/client-s3";
import { getConfiguration } from "../configuration-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketRequestPayment.html */
export const getBucketRequestPayment = getConfiguration<GetBucketRequestPaymentOutput, "requestPayment">({
  name: "GetBucketRequestPayment",
  action: "s3:GetBucketRequestPayment",
  kind: "requestPayment",
  show: (Payer = "BucketOwner") => ({ Payer }),
});
