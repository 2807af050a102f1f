import type { RestoreObjectOutput, RestoreObjectRequest } from "@aws-sdk/client-s3";
import { ServiceError } from "../../../core/errors.ts";
import { iso } from "../../../core/time.ts";
import { operation } from "../../service.ts";
import { invalidArgument } from "../errors.ts";
import { type FoundObject, readObject } from "../found-object.ts";
import type { Restore } from "../model.ts";
import { notify } from "../notify.ts";
import { expiryOfCopy, isArchive, isQuicker, newRestoration, restorationOf } from "../restoration.ts";
import { checkRestoreRequest } from "../restore-request.ts";
import { rewrite } from "../rewrite-version.ts";
import { nextSequencer } from "../sequencer.ts";
import { shownId } from "../standing.ts";
import { bucketArn } from "../table.ts";
import { restorationStep } from "./follow-restoration.ts";

export interface RestoreObjectResult extends RestoreObjectOutput {
  /** Answered 202, not 200. */
  readonly IsNew: boolean;
  readonly Restoration: Restore;
}

const RESTORE = { action: "s3:RestoreObject", versionAction: "s3:RestoreObject", method: "POST" } as const;

/** Makes an archived object readable for some days, in a while. https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreObject.html */
export const restoreObject = operation<RestoreObjectRequest, RestoreObjectResult>()({
  service: "s3",
  name: "RestoreObject",

  async prefetch(input, tools) {
    const found = await readObject(input, tools, RESTORE);
    return { found, ...planOf(found, checkRestoreRequest(input.RestoreRequest), tools.now) };
  },

  commit({ found, isNew, restoration }, _input, context) {
    const { bucket, key, object } = found;
    const id = bucket.versioning ? { versionId: shownId(object) } : {};
    const sequencer = nextSequencer(context.now, object.sequencer);
    const post = { event: "ObjectRestore:Post", bucket, key, sequencer, object, ...id } as const;
    const { effects, events } = isNew ? notify(post, context) : { effects: [], events: [] };
    const { tier, readyAt, expiresAt } = restoration;
    const text = isNew
      ? `restoration of ${key} in ${bucket.name} begun (${tier}): it can be read from ${iso(readyAt)} until ${iso(expiresAt)}`
      : `restored copy of ${key} in ${bucket.name} stays until ${iso(expiresAt)}`;
    const told = { type: "object.restoring", resource: bucketArn(bucket.name), text, detail: { key, ...id } };
    const followed = restorationStep(found, restoration, isNew ? "ready" : "over");
    return {
      output: { IsNew: isNew, Restoration: restoration },
      writes: [rewrite(found, { restore: restoration })],
      effects: [followed, ...effects],
      events: [told, ...events],
    };
  },
});

interface Plan {
  readonly isNew: boolean;
  readonly restoration: Restore;
}

function planOf({ object }: FoundObject, asked: Pick<Restore, "tier" | "days">, now: number): Plan {
  const { storageClass } = object;
  if (!isArchive(storageClass)) throw notArchived(storageClass);
  const wanted = newRestoration(storageClass, asked, now);
  if (!wanted) {
    const message = "Retrieval option is not supported by this storage class";
    throw invalidArgument(message, { name: "Tier", value: asked.tier }, "restore-object");
  }
  const current = restorationOf(object, now);
  if (!current) return { isNew: true, restoration: wanted };
  const { isReady, ...restore } = current;
  // AWS counts the days anew, from the request on.
  if (isReady) return { isNew: false, restoration: { ...restore, expiresAt: expiryOfCopy(now, asked.days) } };
  if (!isQuicker(asked, restore)) throw alreadyInProgress();
  return { isNew: true, restoration: wanted.readyAt < restore.readyAt ? wanted : restore };
}

function notArchived(storageClass = "STANDARD"): ServiceError {
  return new ServiceError("InvalidObjectState", "Restore is not allowed for the object's current storage class", {
    status: 403,
    docs: "restore-object",
    details: { StorageClass: storageClass },
  });
}

function alreadyInProgress(): ServiceError {
  const message = "Object restore is already in progress";
  return new ServiceError("RestoreAlreadyInProgress", message, { status: 409, docs: "restore-object" });
}
