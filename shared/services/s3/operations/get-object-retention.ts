import type { GetObjectRetentionOutput, GetObjectRetentionRequest } from "@aws-sdk/client-s3";
import { operation } from "../../service.ts";
import { noObjectLock } from "../errors.ts";
import { readObject } from "../found-object.ts";
import { hasLocks, noLockConfiguration } from "../object-lock.ts";

const READ = { action: "s3:GetObjectRetention", versionAction: "s3:GetObjectRetention" } as const;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectRetention.html */
export const getObjectRetention = operation<GetObjectRetentionRequest, GetObjectRetentionOutput>()({
  service: "s3",
  name: "GetObjectRetention",
  prefetch: (input, tools) => readObject(input, tools, READ),
  commit({ bucket, object }) {
    if (!hasLocks(bucket)) throw noLockConfiguration();
    const { mode, until } = object.lock ?? {};
    if (mode === undefined || until === undefined) throw noObjectLock();
    return { output: { Retention: { Mode: mode, RetainUntilDate: new Date(until) } } };
  },
});
