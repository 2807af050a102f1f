import type { RequestContext } from "../../core/context.ts";
import { iso } from "../../core/time.ts";
import type { Bucket, Notification, ObjectEvent, StoredObject } from "./model.ts";
import { bucketArn } from "./table.ts";
import { urlEncodeKey } from "./url-encoding.ts";

/** What happened to which object: what a notification tells. */
export interface ObjectChange {
  readonly event: ObjectEvent;
  readonly bucket: Bucket;
  readonly key: string;
  readonly sequencer: string;
  /** In a bucket with versioning. */
  readonly versionId?: string;
  /** What is there now; absent when it was removed. */
  readonly object?: StoredObject;
  /** Of a replication that failed. */
  readonly failure?: ReplicationFailure;
}

export interface ReplicationFailure {
  readonly rule: string;
  /** ARN. */
  readonly destination: string;
  readonly reason: string;
  /** When the version was stored that should have gone there. */
  readonly requestedAt: number;
}

/** Events that came later have a later form. */
const NEWER_EVENTS: readonly string[] = ["Lifecycle", "ObjectAcl", "ObjectTagging", "ObjectRestore:Delete"];
/** What nobody asked for at that moment. */
const BY_SELF: readonly string[] = ["Lifecycle", "ObjectRestore:Delete", "Replication"];

/**
 * The message that a queue or topic receives, as AWS writes it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function eventMessage(change: ObjectChange, notification: Notification, context: RequestContext): string {
  const { bucket, key, sequencer, object, versionId, event } = change;
  const isBySelf = BY_SELF.some((one) => event.startsWith(one));
  // Neither size nor order changes with tags and grants.
  const isOfBytes = !event.startsWith("ObjectTagging") && !event.startsWith("ObjectAcl");
  const record = {
    eventVersion: versionOf(event),
    eventSource: "aws:s3",
    awsRegion: bucket.region,
    eventTime: iso(context.now),
    eventName: change.event,
    userIdentity: { principalId: isBySelf ? "s3.amazonaws.com" : principalOf(change, context) },
    requestParameters: { sourceIPAddress: isBySelf ? "s3.amazonaws.com" : (context.client?.sourceIp ?? "127.0.0.1") },
    responseElements: { "x-amz-request-id": context.requestId, "x-amz-id-2": context.traceId },
    s3: {
      s3SchemaVersion: "1.0",
      configurationId: notification.id,
      bucket: { name: bucket.name, ownerIdentity: { principalId: bucket.account }, arn: bucketArn(bucket.name) },
      object: {
        key: urlEncodeKey(key),
        ...(object && isOfBytes ? { size: object.body.size } : {}),
        ...(object ? { eTag: object.body.md5 } : {}),
        ...(versionId === undefined ? {} : { versionId }),
        ...(isOfBytes ? { sequencer } : {}),
      },
    },
    ...archiveData(change),
    ...replicationData(change),
  };
  return JSON.stringify({ Records: [record] });
}

function versionOf(event: ObjectEvent): string {
  if (event.startsWith("Replication")) return "2.2";
  return NEWER_EVENTS.some((one) => event.startsWith(one)) ? "2.3" : "2.1";
}

/** A restoration ends in the name of the bucket's owner, as AWS was recorded to say it. */
function principalOf({ event, bucket }: ObjectChange, context: RequestContext): string {
  return event === "ObjectRestore:Completed" ? `AmazonCustomer:${bucket.account}` : `AWS:${context.account}`;
}

function archiveData({ event, object }: ObjectChange): object {
  const { restore, storageClass } = object ?? {};
  if (event === "LifecycleTransition") {
    return { lifecycleEventData: { transitionEventData: { destinationStorageClass: storageClass } } };
  }
  if (event !== "ObjectRestore:Completed" || !restore) return {};
  const lifecycleRestorationExpiryTime = iso(restore.expiresAt);
  const restoreEventData = { lifecycleRestorationExpiryTime, lifecycleRestoreStorageClass: storageClass };
  return { glacierEventData: { restoreEventData } };
}

function replicationData({ failure, object }: ObjectChange): object {
  if (!failure) return {};
  const replicationEventData = {
    replicationRuleId: failure.rule,
    destinationBucket: failure.destination,
    s3Operation: object ? "OBJECT_PUT" : "OBJECT_DELETE",
    requestTime: iso(failure.requestedAt),
    failureReason: failure.reason,
  };
  return { replicationEventData };
}

/** What a destination receives when it is configured, so that its owner sees that the way is open. */
export function testMessage(bucket: string, context: RequestContext): string {
  return JSON.stringify({
    Service: "Amazon S3",
    Event: "s3:TestEvent",
    Time: iso(context.now),
    Bucket: bucket,
    RequestId: context.requestId,
    HostId: context.traceId,
  });
}
