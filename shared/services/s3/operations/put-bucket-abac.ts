import type { PutBucketAbacRequest } from "@aws-sdk/client-s3";
import { putConfiguration } from "../configuration-operations.ts";
import { malformedXml } from "../errors.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAbac.html */
export const putBucketAbac = putConfiguration<PutBucketAbacRequest, "abac">({
  name: "PutBucketAbac",
  action: "s3:PutBucketAbac",
  kind: "abac",
  read({ AbacStatus: { Status } = {} }) {
    if (Status !== "Enabled" && Status !== "Disabled") throw malformedXml();
    return { Status };
  },
  told: (abac) => `lets policies ask for its tags ${abac?.Status === "Enabled" ? "from now on" : "no more"}`,
});
