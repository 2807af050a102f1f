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

/**
 * The message that a queue or topic receives, as AWS writes it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function eventMessage(change: ObjectChange, notification: Notification, context: RequestContext): string {
  const { bucket, key, sequencer, object, versionId } = change;
  const record = {
    eventVersion: "2.1",
    eventSource: "aws:s3",
    awsRegion: bucket.region,
    eventTime: iso(context.now),
    eventName: change.event,
    userIdentity: { principalId: `AWS:${context.account}` },
    // Nobody outside is named: the request may have come from the person, a task or another service.
    requestParameters: { sourceIPAddress: "127.0.0.1" },
    responseElements: { "x-amz-request-id": context.requestId, "x-amz-id-2": context.traceId },
    s3: {
      s3SchemaVersion: "1.0",
      configurationId: notification.id,
      bucket: { name: bucket.name, ownerIdentity: { principalId: bucket.account }, arn: bucketArn(bucket.name) },
      object: {
        key: urlEncodeKey(key),
        ...(object ? { size: object.body.size, eTag: object.body.md5 } : {}),
        ...(versionId === undefined ? {} : { versionId }),
        sequencer,
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
