import type { PutBucketWebsiteRequest } from "@aws-sdk/client-s3";
import { putConfiguration } from "../configuration-operations.ts";
import { checkWebsite } from "../website.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketWebsite.html */
export const putBucketWebsite = putConfiguration<PutBucketWebsiteRequest, "website">({
  name: "PutBucketWebsite",
  action: "s3:PutBucketWebsite",
  kind: "website",
  read: ({ WebsiteConfiguration }) => checkWebsite(WebsiteConfiguration ?? {}),
  told: () => "has a website configuration: stored, and no website endpoint answers",
});
