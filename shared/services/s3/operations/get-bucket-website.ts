import type { GetBucketWebsiteOutput } from "@aws-sdk/client-s3";
import { getConfiguration } from "../configuration-operations.ts";
import { notConfigured } from "../errors.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketWebsite.html */
export const getBucketWebsite = getConfiguration<GetBucketWebsiteOutput, "website">({
  name: "GetBucketWebsite",
  action: "s3:GetBucketWebsite",
  kind: "website",
  show: (website, { name }) => {
    if (!website)
      throw notConfigured(
        "NoSuchWebsiteConfiguration",
        "The specified bucket does not have a website configuration",
        name,
      );
    return { ...website };
  },
});
