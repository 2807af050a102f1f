import type { PutBucketCorsRequest } from "@aws-sdk/client-s3";
import { putConfiguration } from "../configuration-operations.ts";
import { checkCors } from "../cors.ts";

/** Lets web pages of other origins in. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html */
export const putBucketCors = putConfiguration<PutBucketCorsRequest, "cors">({
  name: "PutBucketCors",
  action: "s3:PutBucketCORS",
  kind: "cors",
  read: ({ CORSConfiguration }) => checkCors(CORSConfiguration?.CORSRules ?? []),
  told(rules = []) {
    const said = rules.map(
      ({ AllowedMethods = [], AllowedOrigins = [] }) =>
        `${AllowedMethods.join(", ")} from ${AllowedOrigins.join(", ")}`,
    );
    return `lets web pages in: ${said.join("; ")}`;
  },
});
