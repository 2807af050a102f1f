import type { PutBucketRequestPaymentRequest } from "@aws-sdk/client-s3";
import { putConfiguration } from "../configuration-operations.ts";
import { malformedXml } from "../errors.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketRequestPayment.html */
export const putBucketRequestPayment = putConfiguration<PutBucketRequestPaymentRequest, "requestPayment">({
  name: "PutBucketRequestPayment",
  action: "s3:PutBucketRequestPayment",
  kind: "requestPayment",
  read: ({ RequestPaymentConfiguration }) => {
    const Payer = RequestPaymentConfiguration?.Payer;
    if (Payer !== "BucketOwner" && Payer !== "Requester") throw malformedXml();
    return Payer;
  },
  told: (value) =>
    `has requests paid by ${value === "Requester" ? "who asks" : "its owner"}: stored, since nobody pays here`,
});
