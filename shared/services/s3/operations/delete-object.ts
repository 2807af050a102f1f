import type { DeleteObjectOutput, DeleteObjectRequest } from "@aws-sdk/client-s3";
import type { RequestContext } from "../../../core/context.ts";
import { type Done, operation, type ReadTools } from "../../service.ts";
import { authorise } from "../authorise.ts";
import { checkWrite } from "../conditions.ts";
import { type Deletion, type DoomedVersions, deleteCurrent, deleteVersions } from "../deletion.ts";
import { readDoomed } from "../doomed-versions.ts";
import { passGate } from "../gates.ts";
import type { Bucket } from "../model.ts";
import { checkKey } from "../object-key.ts";
import { checkDeletable } from "../object-lock.ts";
import { release } from "../parts.ts";
import { isObject, shownId } from "../standing.ts";
import { readBucket } from "../stored-bucket.ts";
import { readSlot, type Slot } from "../stored-object.ts";
import { addTotals } from "../totals.ts";
import { refuseUnbuilt } from "../unbuilt.ts";

type Doomed = { readonly slot: Slot } | { readonly versions: DoomedVersions; readonly versionId: string };

/**
 * Deleting what isn't there succeeds too: the outcome is the same, so a retry does no harm. In a bucket with versioning nothing is
 * lost unless a version is named. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
 */
export const deleteObject = operation<DeleteObjectRequest, DeleteObjectOutput>()({
  service: "s3",
  name: "DeleteObject",

  async prefetch(input, tools): Promise<Doomed> {
    refuseUnbuilt(input);
    const { VersionId: versionId } = input;
    if (versionId !== undefined) return { versions: await readVersion(input, versionId, tools), versionId };
    const slot = await readSlot(input, tools, "s3:DeleteObject");
    checkWrite({ IfMatch: input.IfMatch }, slot.present, slot.key);
    return { slot };
  },

  commit(doomed, _input, context) {
    if ("slot" in doomed) {
      const { slot } = doomed;
      const { marker, ...deletion } = deleteCurrent(slot, context);
      const output = marker ? { DeleteMarker: true, VersionId: shownId(marker) } : {};
      // A delete marker is something new in its bucket: it must not come into one that is being deleted.
      const gate = marker ? passGate(context, slot) : [];
      return finish(slot.bucket, { ...deletion, writes: [...deletion.writes, ...gate] }, output, context);
    }
    const { versions, versionId } = doomed;
    const wasMarker = versions.doomed.some(({ value }) => value.marker);
    const output = { VersionId: versionId, ...(wasMarker ? { DeleteMarker: true } : {}) };
    return finish(versions.bucket, deleteVersions(versions, context), output, context);
  },
});

async function readVersion(input: DeleteObjectRequest, versionId: string, tools: ReadTools): Promise<DoomedVersions> {
  const { bucket } = await readBucket(input, tools, { action: "s3:DeleteObjectVersion", key: input.Key });
  const versions = await readDoomed(bucket, checkKey(input.Key), [versionId], tools);
  const bypass = input.BypassGovernanceRetention === true;
  if (bypass) await authorise(bucket, { action: "s3:BypassGovernanceRetention", key: versions.key }, tools, input);
  for (const { value } of versions.doomed) checkDeletable(value, tools.now, bypass);
  const objects = versions.doomed.filter(isObject);
  checkWrite({ IfMatch: input.IfMatch }, objects[0]?.value, versions.key);
  return versions;
}

function finish(
  bucket: Bucket,
  { writes, effects, events, bodies, grown }: Deletion,
  output: DeleteObjectOutput,
  context: RequestContext,
): Done<DeleteObjectOutput> {
  const released = release(bodies, bucket, context);
  return {
    output,
    writes: [...writes, ...addTotals(context, bucket, grown)],
    effects: [...effects, ...released.effects],
    events,
    bodies: { drop: released.drop },
  };
}
