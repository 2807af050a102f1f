import { operation } from "../../service.ts";
import { FORGET_PAGE } from "../limits.ts";
import { forgetUpload } from "../parts.ts";
import {
  type BucketPlace,
  bucketArn,
  keyUploads,
  putUploads,
  uploadKey,
  uploadsFromRow,
  uploadsPartition,
} from "../table.ts";

interface ForgetUploadsInput {
  readonly Bucket: BucketPlace;
}

/** Gives up the uploads of a bucket that has been deleted, those of one key at a time. */
export const forgetUploads = operation<ForgetUploadsInput, Record<string, never>>()({
  service: "s3",
  name: "ForgetUploads",
  internal: true,

  async prefetch({ Bucket }, { store, context }) {
    const [row] = await store.query({ ...uploadsPartition(context, Bucket), limit: 1 });
    return row;
  },

  commit(row, { Bucket }, context) {
    if (!row) return { output: {} };
    const uploads = uploadsFromRow(row);
    const page = uploads.slice(0, FORGET_PAGE);
    const key = keyUploads(context, Bucket, row.sort);
    return {
      output: {},
      writes: [
        putUploads(key, uploads.slice(FORGET_PAGE), { version: row.version }),
        ...page.map(({ id }) => ({ kind: "delete", key: uploadKey(context, Bucket, id) }) as const),
      ],
      effects: [
        ...page.map(({ id }) => forgetUpload(Bucket, id)),
        { target: bucketArn(Bucket.name), operation: "ForgetUploads", input: { Bucket: { ...Bucket } } },
      ],
    };
  },
});
