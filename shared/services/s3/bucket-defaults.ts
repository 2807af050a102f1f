import type { RequestContext } from "../../core/context.ts";
import { ServiceError } from "../../core/errors.ts";
import { operation } from "../service.ts";
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

function bucketFact(name: string, answer: (bucket: Bucket) => Answer) {
  return operation<BucketInput, Answer>()({
    service: "s3",
    name,
    prefetch: (input, tools) => readBucket(input, tools),
    commit: ({ bucket }) => ({ output: answer(bucket) }),
  });
}

function objectFact(name: string, answer: (context: RequestContext) => Answer) {
  return operation<ObjectInput, Answer>()({
    service: "s3",
    name,
    async prefetch(input, tools) {
      const { key, present } = await readSlot(input, tools);
      if (!present) throw noSuchKey(key);
    },
    commit: (_state, _input, context) => ({ output: answer(context) }),
  });
}

/** AWS has an error of its own for each thing that is not configured. */
function notConfigured(name: string, code: string, message: string) {
  return bucketFact(name, ({ name: BucketName }) => {
    throw new ServiceError(code, message, { status: 404, docs: "bucket", details: { BucketName } });
  });
}

function ownersAcl(account: string): Answer {
  const ID = canonicalUserId(account);
  return { Owner: { ID }, Grants: [{ Grantee: { ID, Type: "CanonicalUser" }, Permission: "FULL_CONTROL" }] };
}

const ENCRYPTION = {
  Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false }],
};

const BLOCKED = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

export const bucketDefaults = [
  bucketFact("GetBucketAccelerateConfiguration", () => ({})),
  bucketFact("GetBucketAcl", ({ account }) => ownersAcl(account)),
  notConfigured("GetBucketCors", "NoSuchCORSConfiguration", "The CORS configuration does not exist"),
  bucketFact("GetBucketEncryption", () => ({ ServerSideEncryptionConfiguration: ENCRYPTION })),
  notConfigured(
    "GetBucketLifecycleConfiguration",
    "NoSuchLifecycleConfiguration",
    "The lifecycle configuration does not exist",
  ),
  bucketFact("GetBucketLogging", () => ({})),
  bucketFact("GetBucketOwnershipControls", () => ({
    OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
  })),
  notConfigured("GetBucketPolicy", "NoSuchBucketPolicy", "The bucket policy does not exist"),
  notConfigured(
    "GetBucketReplication",
    "ReplicationConfigurationNotFoundError",
    "The replication configuration was not found",
  ),
  bucketFact("GetBucketRequestPayment", () => ({ Payer: "BucketOwner" })),
  notConfigured("GetBucketTagging", "NoSuchTagSet", "The TagSet does not exist"),
  bucketFact("GetBucketVersioning", () => ({})),
  notConfigured(
    "GetBucketWebsite",
    "NoSuchWebsiteConfiguration",
    "The specified bucket does not have a website configuration",
  ),
  objectFact("GetObjectAcl", ({ account }) => ownersAcl(account)),
  notConfigured(
    "GetObjectLockConfiguration",
    "ObjectLockConfigurationNotFoundError",
    "Object Lock configuration does not exist for this bucket",
  ),
  objectFact("GetObjectTagging", () => ({ TagSet: [] })),
  bucketFact("GetPublicAccessBlock", () => ({ PublicAccessBlockConfiguration: BLOCKED })),
];
