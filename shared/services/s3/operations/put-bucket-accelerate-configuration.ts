import type { PutBucketAccelerateConfigurationRequest } from "@aws-sdk/client-s3";
import { putConfiguration } from "../configuration-operations.ts";
import { invalidRequest, malformedXml } from "../errors.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAccelerateConfiguration.html */
export const putBucketAccelerateConfiguration = putConfiguration<PutBucketAccelerateConfigurationRequest, "accelerate">(
  {
    name: "PutBucketAccelerateConfiguration",
    action: "s3:PutAccelerateConfiguration",
    kind: "accelerate",
    read: ({ Bucket = "", AccelerateConfiguration }) => {
      const Status = AccelerateConfiguration?.Status;
      if (Status !== "Enabled" && Status !== "Suspended") throw malformedXml();
      if (Bucket.includes("."))
        throw invalidRequest(
          "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names",
          "bucket",
        );
      return { Status };
    },
    told: (value) =>
      `has its transfer acceleration ${value?.Status === "Enabled" ? "on" : "suspended"}: stored, and nothing is quicker for it`,
  },
);
