import { collect } from "../../../core/bytes.ts";
import { readManifest } from "../../../core/manifest.ts";
import type { Row } from "../../../ports/table-store.ts";
import { operation, type ReadTools } from "../../service.ts";
import { FORGET_PAGE } from "../limits.ts";
import { type BucketPlace, bucketArn, completionKey, PARTS_END, partFromRow, uploadPartition } from "../table.ts";

interface ForgetUploadInput {
  readonly Bucket: BucketPlace;
  readonly UploadId: string;
  /** Of the object that was made of the upload; its parts stay. */
  readonly Manifest?: string;
  /** Only what its completion was answered with is to be forgotten: everything else is long gone. */
  readonly Completed?: boolean;
}

/** Removes what a completed or aborted upload leaves behind, page by page. */
export const forgetUpload = operation<ForgetUploadInput, Record<string, never>>()({
  service: "s3",
  name: "ForgetUpload",
  internal: true,

  async prefetch({ Bucket, UploadId, Manifest, Completed }, tools) {
    if (Completed) return { rows: [], used: new Set<string>() };
    const partition = uploadPartition(tools.context, Bucket, UploadId);
    const rows = await tools.store.query({ ...partition, before: PARTS_END, limit: FORGET_PAGE });
    return { rows, used: await usedBlobs(Manifest, tools) };
  },

  commit({ rows, used }, input, context) {
    if (input.Completed) {
      return { output: {}, writes: [{ kind: "delete", key: completionKey(context, input.Bucket, input.UploadId) }] };
    }
    const bodies = rows.map((row) => partFromRow(row).body);
    const unused = bodies.filter((body) => !(body.kind === "blob" && used.has(body.blob)));
    const next = { target: bucketArn(input.Bucket.name), operation: "ForgetUpload", input: { ...input } };
    return {
      output: {},
      writes: rows.map((row) => ({ kind: "delete", key: keyOf(row) })),
      bodies: { drop: unused },
      effects: rows.length < FORGET_PAGE ? [] : [next],
    };
  },
});

function keyOf({ table, partition, sort }: Row) {
  return { table, partition, sort };
}

/** None when the object is gone already: then its parts are too, or will be. */
async function usedBlobs(
  manifest: string | undefined,
  { bodies }: Pick<ReadTools, "bodies">,
): Promise<ReadonlySet<string>> {
  if (manifest === undefined) return new Set();
  const bytes = await bodies.open({ kind: "blob", blob: manifest, size: 0, md5: "" });
  const parts = bytes ? readManifest(await collect(bytes)) : [];
  return new Set(parts.flatMap((part) => (part.kind === "blob" ? [part.blob] : [])));
}
