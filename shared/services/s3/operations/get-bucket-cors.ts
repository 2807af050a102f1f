import type { GetBucketCorsOutput } from "@aws-sdk/client-s3";
import { getConfiguration } from "../configuration-operations.ts";
import { notConfigured } from "../errors.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketCors.html */
export const getBucketCors = getConfiguration<GetBucketCorsOutput, "cors">({
  name: "GetBucketCors",
  action: "s3:GetBucketCORS",
  kind: "cors",
  show: (rules, { name }) => {
    if (!rules) throw notConfigured("NoSuchCORSConfiguration", "The CORS configuration does not exist", name);
    return { CORSRules: [...rules] };
  },
});
