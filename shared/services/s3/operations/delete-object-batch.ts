import type { ObjectIdentifier } from "@aws-sdk/client-s3";
import type { RequestContext } from "../../../core/context.ts";
import { ServiceError } from "../../../core/errors.ts";
import { operation } from "../../service.ts";
import { type Authority, authorityOf } from "../authorise.ts";
import { checkWrite } from "../conditions.ts";
import type { Bucket } from "../model.ts";
import { checkKey, checkVersion } from "../object-key.ts";
import { release } from "../parts.ts";
import { removeObject } from "../remove-object.ts";
import { type BucketInput, namedBucket } from "../stored-bucket.ts";
import { type PresentObject, presentObject } from "../stored-object.ts";
import { objectKey, totalsKey } from "../table.ts";
import { refuseUnbuilt } from "../unbuilt.ts";

export interface DeletionResult {
  readonly key: string;
  readonly error?: { readonly code: string; readonly message: string; readonly version?: string };
}

interface DeleteObjectBatchInput extends BucketInput {
  readonly Objects: readonly ObjectIdentifier[];
}

/** As many of DeleteObjects' keys as one transaction holds. */
export const deleteObjectBatch = operation<DeleteObjectBatchInput, readonly DeletionResult[]>()({
  service: "s3",
  name: "DeleteObjectBatch",
  internal: true,

  async prefetch(input, tools) {
    const { bucket } = await namedBucket(input, tools);
    const authority = await authorityOf(bucket, tools);
    const results = input.Objects.map((object) => checkObject(object, authority));
    const keys = [...new Set(results.filter(({ error }) => !error).map(({ key }) => key))];
    const rows = await tools.store.getMany(keys.map((key) => objectKey(tools.context, bucket, key)));
    const present = new Map(keys.map((key, index) => [key, presentObject(rows[index])]));
    return {
      bucket,
      results: input.Objects.map((object, index) => checkETag(object, results[index], present)),
      present,
    };
  },

  commit({ bucket, results, present }, _input, context) {
    // A key that is named twice is deleted once.
    const wanted = new Set(results.filter(({ error }) => !error).map(({ key }) => key));
    const doomed = [...wanted].flatMap((key) => {
      const object = present.get(key);
      return object ? [{ key, object }] : [];
    });
    return doomed.length === 0 ? { output: results } : { output: results, ...removeAll(bucket, doomed, context) };
  },
});

function checkObject(object: ObjectIdentifier, authority: Authority): DeletionResult {
  const key = object.Key ?? "";
  return attempt(key, object.VersionId, () => {
    const refused = authority.refusal({ action: "s3:DeleteObject", key });
    if (refused) throw refused;
    checkKey(key);
    checkVersion(key, object.VersionId);
    refuseUnbuilt({ IfMatchLastModifiedTime: object.LastModifiedTime, IfMatchSize: object.Size });
  });
}

function checkETag(
  { ETag }: ObjectIdentifier,
  result: DeletionResult | undefined,
  present: ReadonlyMap<string, PresentObject | undefined>,
): DeletionResult {
  const key = result?.key ?? "";
  if (result?.error || ETag === undefined) return result ?? { key };
  return attempt(key, undefined, () => checkWrite({ IfMatch: ETag }, present.get(key), key));
}

function attempt(key: string, version: string | undefined, check: () => void): DeletionResult {
  try {
    check();
    return { key };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { code, message } = error;
    return { key, error: { code, message, ...(version === undefined ? {} : { version }) } };
  }
}

function removeAll(bucket: Bucket, doomed: readonly { key: string; object: PresentObject }[], context: RequestContext) {
  const removals = doomed.map(({ key, object }) => removeObject(bucket, key, object, context));
  const released = release(
    doomed.map(({ object }) => object.body),
    bucket,
    context,
  );
  const bytes = doomed.reduce((sum, { object }) => sum + object.body.size, 0);
  const shrunk = {
    kind: "add",
    key: totalsKey(context, bucket),
    by: { objects: -doomed.length, bytes: -bytes },
  } as const;
  return {
    writes: [...removals.flatMap(({ writes }) => writes), shrunk],
    effects: [...removals.flatMap(({ effects }) => effects), ...released.effects],
    events: removals.flatMap(({ events }) => events),
    bodies: { drop: released.drop },
  };
}
