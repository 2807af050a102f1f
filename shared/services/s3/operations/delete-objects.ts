import type { DeleteObjectsOutput, DeleteObjectsRequest, ObjectIdentifier } from "@aws-sdk/client-s3";
import { operation } from "../../service.ts";
import { authorise } from "../authorise.ts";
import { malformedXml } from "../errors.ts";
import { DELETE_BATCH_KEYS, DELETE_BATCH_VERSIONS, MAX_DELETE_KEYS } from "../limits.ts";
import { namedBucket } from "../stored-bucket.ts";
import { refuseUnbuilt } from "../unbuilt.ts";
import { type DeletionResult, deleteObjectBatch } from "./delete-object-batch.ts";
import { openBucket } from "./open-bucket.ts";

/**
 * Up to 1,000 keys, each with a result of its own. A transaction holds 100 writes, so they go in batches, each all or nothing.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
export const deleteObjects = operation<DeleteObjectsRequest, DeleteObjectsOutput>()({
  service: "s3",
  name: "DeleteObjects",

  async prefetch(input, tools) {
    refuseUnbuilt(input);
    const stored = await namedBucket(input, tools);
    if (input.BypassGovernanceRetention) {
      await authorise(stored.bucket, { action: "s3:BypassGovernanceRetention", key: "*" }, tools, input);
    }
    const objects = input.Delete?.Objects ?? [];
    if (objects.length === 0 || objects.length > MAX_DELETE_KEYS) throw malformedXml();
    return { ...stored, objects };
  },

  commit({ bucket, version, objects }, input, context) {
    const { principal } = context;
    return {
      async call(outside) {
        const results: DeletionResult[] = [];
        if (bucket.closing && bucket.versioning) {
          await outside.call(openBucket, { Bucket: bucket.name, Version: version }, principal);
        }
        for (const batch of batches(objects, bucket.versioning ? DELETE_BATCH_VERSIONS : DELETE_BATCH_KEYS)) {
          const { Bucket, ExpectedBucketOwner, BypassGovernanceRetention } = input;
          const one = { Bucket, ExpectedBucketOwner, BypassGovernanceRetention, Objects: batch };
          results.push(...(await outside.call(deleteObjectBatch, one, principal)));
        }
        return { output: summary(results, input.Delete?.Quiet === true) };
      },
    };
  },
});

/** In their order. What changes one key twice goes one after the other, but for versions that are just named. */
function batches(objects: readonly ObjectIdentifier[], size: number): readonly (readonly ObjectIdentifier[])[] {
  const all: ObjectIdentifier[][] = [];
  let batch: ObjectIdentifier[] = [];
  let alone = new Map<string, boolean>();
  for (const object of objects) {
    const { Key: key = "" } = object;
    const isAlone = object.VersionId === undefined || object.ETag !== undefined;
    const before = alone.get(key);
    if (batch.length >= size || before === true || (before === false && isAlone)) {
      all.push(batch);
      batch = [];
      alone = new Map();
    }
    batch.push(object);
    alone.set(key, isAlone);
  }
  return [...all, batch];
}

function summary(results: readonly DeletionResult[], quiet: boolean): DeleteObjectsOutput {
  const deleted = results.flatMap((result) => (result.deleted ? [result.deleted] : []));
  const errors = results.flatMap(({ error }) => (error ? [error] : []));
  return {
    ...(quiet || deleted.length === 0 ? {} : { Deleted: deleted }),
    ...(errors.length > 0 ? { Errors: errors } : {}),
  };
}
