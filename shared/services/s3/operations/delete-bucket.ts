import type { DeleteBucketRequest } from "@aws-sdk/client-s3";
import { operation, type ReadTools } from "../../service.ts";
import { removeConfigurations } from "../configuration.ts";
import { bucketNotEmpty } from "../errors.ts";
import { removeGates } from "../gates.ts";
import type { Bucket } from "../model.ts";
import { forgetNamed } from "../named-configurations.ts";
import { readBucket } from "../stored-bucket.ts";
import {
  bucketArn,
  bucketKey,
  deletedPartition,
  listedKey,
  objectsPartition,
  totalsKey,
  uploadsPartition,
} from "../table.ts";
import { closeBucket } from "./close-bucket.ts";

type Nothing = Record<string, never>;
const self = { service: "s3", name: "DeleteBucket" } as {
  service: string;
  name: string;
  types?: (input: DeleteBucketRequest) => Nothing;
};

/**
 * Only an empty bucket can be deleted. It takes two steps, so that no object arrives between the look and the deletion: gates.ts
 * tells how. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html
 */
export const deleteBucket = operation<DeleteBucketRequest, Nothing>()({
  ...self,

  async prefetch(input, tools) {
    const stored = await readBucket(input, tools, { action: "s3:DeleteBucket" });
    // In this order: what the closed bucket's row says holds for a look that comes after it.
    if (await holdsVersions(stored.bucket, tools)) throw bucketNotEmpty(stored.bucket.name);
    // Uploads that nobody completed don't keep a bucket alive.
    const [upload] = await tools.store.query({ ...uploadsPartition(tools.context, stored.bucket), limit: 1 });
    return { ...stored, hasUploads: upload !== undefined };
  },

  commit({ bucket, version, hasUploads }, input, context) {
    const { account, region, name, id } = bucket;
    if (!bucket.closing) {
      return {
        async call(outside) {
          await outside.call(closeBucket, { Bucket: name, Version: version }, context.principal);
          return { output: await outside.call(self, input, context.principal) };
        },
      };
    }
    return {
      output: {},
      writes: [
        { kind: "delete", key: bucketKey(context, name), expect: { version } },
        { kind: "delete", key: listedKey(context, bucket) },
        { kind: "delete", key: totalsKey(context, bucket) },
        ...removeGates(context, bucket),
        ...removeConfigurations(context, bucket),
      ],
      effects: [
        ...(hasUploads
          ? [{ target: bucketArn(name), operation: "ForgetUploads", input: { Bucket: { account, region, name, id } } }]
          : []),
        ...forgetNamed(bucket),
      ],
      events: [
        { type: "bucket.deleted", resource: bucketArn(name), text: `bucket ${name} deleted: its name is free again` },
      ],
    };
  },
});

/** A key with noncurrent versions has a current one too, be it a delete marker. */
async function holdsVersions(
  bucket: Bucket,
  { store, context }: Pick<ReadTools, "store" | "context">,
): Promise<boolean> {
  const [object] = await store.query({ ...objectsPartition(context, bucket), limit: 1 });
  if (object || !bucket.versioning) return object !== undefined;
  const [marker] = await store.query({ ...deletedPartition(context, bucket), limit: 1 });
  return marker !== undefined;
}
