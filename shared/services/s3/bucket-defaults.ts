import { ServiceError } from "../../core/errors.ts";
import { operation } from "../service.ts";
import type { Need } from "./authorise.ts";
import type { Bucket } from "./model.ts";
import { type BucketInput, readBucket } from "./stored-bucket.ts";

/*
 * What AWS answers of a bucket's settings that can't be changed here: those of a new bucket, recorded from AWS. They are true as
 * long as PutBucketVersioning and the like answer 501. `aws s3 cp` of large objects, Terraform and the console's clients ask.
 * In one file because each is one fact; a setting that is built moves to a file of its own under operations/.
 */

type Answer = Readonly<Record<string, unknown>>;

function bucketFact(name: string, action: Need["action"], answer: (bucket: Bucket) => Answer) {
  return operation<BucketInput, Answer>()({
    service: "s3",
    name,
    prefetch: (input, tools) => readBucket(input, tools, { action }),
    commit: ({ bucket }) => ({ output: answer(bucket) }),
  });
}

/** AWS has an error of its own for each thing that is not configured. */
function notConfigured(name: string, action: Need["action"], code: string, message: string) {
  return bucketFact(name, action, ({ name: BucketName }) => {
    throw new ServiceError(code, message, { status: 404, docs: "bucket", details: { BucketName } });
  });
}

export const bucketDefaults = [
  notConfigured(
    "GetBucketReplication",
    "s3:GetReplicationConfiguration",
    "ReplicationConfigurationNotFoundError",
    "The replication configuration was not found",
  ),
];
