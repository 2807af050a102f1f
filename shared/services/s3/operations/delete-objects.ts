import type { DeleteObjectsOutput, DeleteObjectsRequest, ObjectIdentifier } from "@aws-sdk/client-s3";
import { operation } from "../../service.ts";
import { malformedXml } from "../errors.ts";
import { DELETE_BATCH_KEYS, MAX_DELETE_KEYS } from "../limits.ts";
import { namedBucket } from "../stored-bucket.ts";
import { refuseUnbuilt } from "../unbuilt.ts";
import { type DeletionResult, deleteObjectBatch } from "./delete-object-batch.ts";

/**
 * Up to 1,000 keys, each with a result of its own. A transaction holds 100 writes, so they go in batches, each all or nothing.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
export const deleteObjects = operation<DeleteObjectsRequest, DeleteObjectsOutput>()({
  service: "s3",
  name: "DeleteObjects",

  async prefetch(input, tools) {
    refuseUnbuilt(input);
    await namedBucket(input, tools);
    const objects = input.Delete?.Objects ?? [];
    if (objects.length === 0 || objects.length > MAX_DELETE_KEYS) throw malformedXml();
    return objects;
  },

  commit(objects, input, context) {
    return {
      async call(outside) {
        const results: DeletionResult[] = [];
        for (const batch of batches(objects)) {
          const one = { Bucket: input.Bucket, ExpectedBucketOwner: input.ExpectedBucketOwner, Objects: batch };
          results.push(...(await outside.call(deleteObjectBatch, one, context.principal)));
        }
        return { output: summary(results, input.Delete?.Quiet === true) };
      },
    };
  },
});

function batches(objects: readonly ObjectIdentifier[]): readonly (readonly ObjectIdentifier[])[] {
  const count = Math.ceil(objects.length / DELETE_BATCH_KEYS);
  return Array.from({ length: count }, (_, index) =>
    objects.slice(index * DELETE_BATCH_KEYS, (index + 1) * DELETE_BATCH_KEYS),
  );
}

function summary(results: readonly DeletionResult[], quiet: boolean): DeleteObjectsOutput {
  const deleted = results.filter((result) => !result.error).map(({ key }) => ({ Key: key }));
  const errors = results.flatMap(({ key, error }) =>
    error
      ? [
          {
            Key: key,
            Code: error.code,
            Message: error.message,
            ...(error.version === undefined ? {} : { VersionId: error.version }),
          },
        ]
      : [],
  );
  return {
    ...(quiet || deleted.length === 0 ? {} : { Deleted: deleted }),
    ...(errors.length > 0 ? { Errors: errors } : {}),
  };
}
