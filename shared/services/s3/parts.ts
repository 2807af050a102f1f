import type { Body } from "../../core/body.ts";
import type { RequestContext } from "../../core/context.ts";
import { seconds } from "../../core/time.ts";
import type { EffectDraft } from "../service.ts";
import { COMPLETION_KEPT_SECONDS, PARTS_GRACE_SECONDS } from "./limits.ts";
import type { Bucket } from "./model.ts";
import { type BucketPlace, bucketArn } from "./table.ts";

/**
 * What a transaction does to bodies that no row refers to any more. A plain one goes with it; the parts of one in parts may be
 * 10,000, so an effect of their own removes them in pages, after a while in which who reads them can end.
 */
export function release(
  bodies: readonly Body[],
  bucket: Pick<Bucket, "name">,
  context: RequestContext,
): { readonly drop: readonly Body[]; readonly effects: readonly EffectDraft[] } {
  return {
    drop: bodies.filter(({ kind }) => kind !== "parts"),
    effects: bodies.flatMap((body) =>
      body.kind === "parts"
        ? [
            {
              target: bucketArn(bucket.name),
              operation: "ReleaseParts",
              input: { Bucket: bucket.name, Manifest: body.manifest, From: 0 },
              dueAt: context.now + seconds(PARTS_GRACE_SECONDS),
            },
          ]
        : [],
    ),
  };
}

/** Removes the rows that an upload leaves behind, and the parts that its object, if it has one, is not made of. */
export function forgetUpload(bucket: BucketPlace, upload: string, manifest?: string): EffectDraft {
  const { account, region, name, id } = bucket;
  return {
    target: bucketArn(name),
    operation: "ForgetUpload",
    input: {
      Bucket: { account, region, name, id },
      UploadId: upload,
      ...(manifest === undefined ? {} : { Manifest: manifest }),
    },
  };
}

/** Lets go of what a completed upload was answered with. */
export function forgetCompletion(bucket: BucketPlace, upload: string, context: RequestContext): EffectDraft {
  const { target, operation, input } = forgetUpload(bucket, upload);
  const dueAt = context.now + seconds(COMPLETION_KEPT_SECONDS);
  return { target, operation, input: { ...input, Completed: true }, dueAt };
}
