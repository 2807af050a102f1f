import type { RequestContext } from "../../core/context.ts";
import { ServiceError } from "../../core/errors.ts";
import { operation } from "../service.ts";
import type { Need } from "./authorise.ts";
import { noSuchKey } from "./errors.ts";
import type { Bucket } from "./model.ts";
import { canonicalUserId } from "./owner.ts";
import { type BucketInput, readBucket } from "./stored-bucket.ts";
import { type ObjectInput, readSlot } from "./stored-object.ts";

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

function objectFact(name: string, action: Need["action"], answer: (context: RequestContext) => Answer) {
  return operation<ObjectInput, Answer>()({
    service: "s3",
    name,
    async prefetch(input, tools) {
      const { key, present } = await readSlot(input, tools, action);
      if (!present) throw noSuchKey(key);
    },
    commit: (_state, _input, context) => ({ output: answer(context) }),
  });
}

/** AWS has an error of its own for each thing that is not configured. */
function notConfigured(name: string, action: Need["action"], code: string, message: string) {
  return bucketFact(name, action, ({ name: BucketName }) => {
    throw new ServiceError(code, message, { status: 404, docs: "bucket", details: { BucketName } });
  });
}

function ownersAcl(account: string): Answer {
  const ID = canonicalUserId(account);
  return { Owner: { ID }, Grants: [{ Grantee: { ID, Type: "CanonicalUser" }, Permission: "FULL_CONTROL" }] };
}

export const bucketDefaults = [
  notConfigured(
    "GetBucketReplication",
    "s3:GetReplicationConfiguration",
    "ReplicationConfigurationNotFoundError",
    "The replication configuration was not found",
  ),
  objectFact("GetObjectAcl", "s3:GetObjectAcl", ({ account }) => ownersAcl(account)),
  notConfigured(
    "GetObjectLockConfiguration",
    "s3:GetBucketObjectLockConfiguration",
    "ObjectLockConfigurationNotFoundError",
    "Object Lock configuration does not exist for this bucket",
  ),
  objectFact("GetObjectTagging", "s3:GetObjectTagging", () => ({ TagSet: [] })),
];
