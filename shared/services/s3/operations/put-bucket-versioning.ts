import type { PutBucketVersioningRequest } from "@aws-sdk/client-s3";
import { operation } from "../../service.ts";
import { illegalVersioning, invalidBucketState, malformedXml, notImplemented } from "../errors.ts";
import { openGates } from "../gates.ts";
import type { Bucket, Versioning } from "../model.ts";
import { hasLocks } from "../object-lock.ts";
import { readBucket } from "../stored-bucket.ts";
import { bucketArn, putBucket } from "../table.ts";
import { closeBucket } from "./close-bucket.ts";

type Nothing = Record<string, never>;
const self = { service: "s3", name: "PutBucketVersioning" } as {
  service: string;
  name: string;
  types?: (input: PutBucketVersioningRequest) => Nothing;
};

/**
 * Switches versioning on, or suspends it; it is never off again. The first time takes two steps, as a deletion does: writes that
 * began in a bucket without versioning don't look for delete markers, so none of them may commit once there can be one: they pass
 * by gates that are there no more. gates.ts tells of them. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html
 */
export const putBucketVersioning = operation<PutBucketVersioningRequest, Nothing>()({
  ...self,

  async prefetch(input, tools) {
    const stored = await readBucket(input, tools, { action: "s3:PutBucketVersioning" });
    const status = checkStatus(input);
    if (status === "Suspended" && hasLocks(stored.bucket)) throw invalidBucketState(LOCKED);
    if (status === "Suspended" && stored.bucket.configured?.includes("replication"))
      throw invalidBucketState(REPLICATED);
    return { ...stored, status };
  },

  commit({ bucket, version, status }, input, context) {
    const { versioning: before, closing, ...rest } = bucket;
    if (before === status) return { output: {} };
    if (before === undefined && !closing) {
      return {
        async call(outside) {
          await outside.call(closeBucket, { Bucket: bucket.name, Version: version }, context.principal);
          return { output: await outside.call(self, input, context.principal) };
        },
      };
    }
    const changed: Bucket = { ...rest, versioning: status };
    return {
      output: {},
      writes: [putBucket(context, changed, { version }), ...(closing ? openGates(context, changed) : [])],
      events: [
        { type: "bucket.versioning", resource: bucketArn(bucket.name), text: `bucket ${bucket.name}: ${SAID[status]}` },
      ],
    };
  },
});

const LOCKED = "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.";
const REPLICATED =
  "A replication configuration is present on this bucket, so you cannot change the versioning state. To change the versioning state, first delete the replication configuration.";

const SAID: Readonly<Record<Versioning, string>> = {
  Enabled: "versioning is on: an overwrite or a deletion keeps what was there",
  Suspended: "versioning is suspended: versions stay, new objects take the version null",
};

function checkStatus({ VersioningConfiguration: wanted = {} }: PutBucketVersioningRequest): Versioning {
  const { Status, MFADelete } = wanted;
  if (MFADelete === "Enabled") {
    throw notImplemented("x-amz-mfa", "There are no MFA devices here, so MFADelete can't be enabled.");
  }
  if (Status === undefined) throw illegalVersioning();
  if (Status !== "Enabled" && Status !== "Suspended") throw malformedXml();
  return Status;
}
