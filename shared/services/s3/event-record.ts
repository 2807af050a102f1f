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
}

/** Events that came later have a later form. */
const NEWER_EVENTS: readonly string[] = ["LifecycleExpiration", "ObjectAcl", "ObjectTagging"];

/**
 * The message that a queue or topic receives, as AWS writes it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function eventMessage(change: ObjectChange, notification: Notification, context: RequestContext): string {
  const { bucket, key, sequencer, object, versionId, event } = change;
  const family = event.slice(0, event.indexOf(":"));
  const isBySelf = family === "LifecycleExpiration";
  // Neither size nor order changes with tags and grants.
  const isOfBytes = family === "ObjectCreated" || family === "ObjectRemoved" || isBySelf;
  const record = {
    eventVersion: NEWER_EVENTS.includes(family) ? "2.3" : "2.1",
    eventSource: "aws:s3",
    awsRegion: bucket.region,
    eventTime: iso(context.now),
    eventName: change.event,
    userIdentity: { principalId: isBySelf ? "s3.amazonaws.com" : `AWS:${context.account}` },
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
  };
  return JSON.stringify({ Records: [record] });
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
