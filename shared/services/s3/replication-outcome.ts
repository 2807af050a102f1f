import type { RequestContext } from "../../core/context.ts";
import type { EventDraft } from "../../core/event.ts";
import type { Put } from "../../ports/table-store.ts";
import type { Done } from "../service.ts";
import type { Replication } from "./model.ts";
import { notify } from "./notify.ts";
import type { FailureReason, Waiting } from "./replication-way.ts";
import { isObject, shownId } from "./standing.ts";
import { bucketArn, putVersionRow } from "./table.ts";

/** The source says that it waits for this destination no more. */
export function settled({ standing, replication }: Waiting, destination: string, failure: boolean): Put {
  const { value, key, version } = standing;
  const waiting = replication.waiting.filter((one) => one !== destination);
  const after: Replication = { ...replication, waiting, ...(failure ? { failed: true } : {}) };
  return putVersionRow(key, { ...value, replication: after }, { version });
}

export function arrival({ source, key, standing: { value } }: Waiting, destination: string, rule: string): EventDraft {
  const id = shownId(value);
  const what = value.marker ? "delete marker" : "version";
  return {
    type: "object.replicated",
    resource: bucketArn(source.name),
    text: `${what} ${id} of ${key} in ${source.name} replicated to ${destination}, by rule ${rule}`,
    detail: { key, versionId: id, destination, rule },
  };
}

/** Nothing tries again: what was wrong is told, and notified where the rule keeps metrics. */
export function failureOf(
  waiting: Waiting,
  { Destination: destination, Rule: ruleId }: { readonly Destination: string; readonly Rule: string },
  reason: FailureReason,
  context: RequestContext,
): Done<Record<string, never>> {
  const { source: bucket, key, standing, rule } = waiting;
  const { value } = standing;
  const isTracked = rule?.Destination?.Metrics?.Status === "Enabled";
  const versionId = shownId(value);
  const { effects, events } = notify(
    {
      event: "Replication:OperationFailedReplication",
      bucket: isTracked ? bucket : { ...bucket, notifications: [] },
      key,
      versionId,
      sequencer: value.sequencer,
      ...(isObject(standing) ? { object: standing.value } : {}),
      failure: { rule: ruleId, destination: bucketArn(destination), reason, requestedAt: value.modifiedAt },
    },
    context,
  );
  const told: EventDraft = {
    type: "object.replication-failed",
    resource: bucketArn(bucket.name),
    text: `version ${versionId} of ${key} in ${bucket.name} was not replicated to ${destination}: ${REASONS[reason]} (${reason})`,
    detail: { key, versionId, destination, rule: ruleId, reason },
  };
  return { output: {}, writes: [settled(waiting, destination, true)], effects, events: [told, ...events] };
}

const REASONS: Readonly<Record<FailureReason, string>> = {
  DstBucketNotFound: "there is no such bucket",
  DstBucketObjectLockConfigMissing: "it is locked, and that bucket has no Object Lock",
  DstBucketUnversioned: "that bucket keeps no versions",
  DstDelObjNotPermitted: "that bucket's policy does not let the role replicate deletions",
  DstPutObjNotPermitted: "that bucket's policy does not let the role replicate objects",
  DstPutTaggingNotPermitted: "that bucket's policy does not let the role replicate tags",
  ReplicationRuleGone: "its rule is gone or off",
};
