import type { GetObjectLegalHoldOutput, GetObjectLegalHoldRequest } from "@aws-sdk/client-s3";
import { operation } from "../../service.ts";
import { noObjectLock } from "../errors.ts";
import { readObject } from "../found-object.ts";
import { hasLocks, noLockConfiguration } from "../object-lock.ts";

const READ = { action: "s3:GetObjectLegalHold", versionAction: "s3:GetObjectLegalHold" } as const;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLegalHold.html */
export const getObjectLegalHold = operation<GetObjectLegalHoldRequest, GetObjectLegalHoldOutput>()({
  service: "s3",
  name: "GetObjectLegalHold",
  prefetch: (input, tools) => readObject(input, tools, READ),
  commit({ bucket, object }) {
    if (!hasLocks(bucket)) throw noLockConfiguration();
    const { legalHold } = object.lock ?? {};
    if (legalHold === undefined) throw noObjectLock();
    return { output: { LegalHold: { Status: legalHold } } };
  },
});
