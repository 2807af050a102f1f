import type { Service } from "../service.ts";
import { describeResource } from "./describe.ts";
import { docs } from "./docs.ts";
import { closeBucket } from "./operations/close-bucket.ts";
import { copyObject } from "./operations/copy-object.ts";
import { createBucket } from "./operations/create-bucket.ts";
import { deleteBucket } from "./operations/delete-bucket.ts";
import { deleteObject } from "./operations/delete-object.ts";
import { deleteObjectBatch } from "./operations/delete-object-batch.ts";
import { deleteObjects } from "./operations/delete-objects.ts";
import { describeBucket } from "./operations/describe-bucket.ts";
import { getBucketNotificationConfiguration } from "./operations/get-bucket-notification-configuration.ts";
import { getObject } from "./operations/get-object.ts";
import { headBucket } from "./operations/head-bucket.ts";
import { headObject } from "./operations/head-object.ts";
import { listBuckets } from "./operations/list-buckets.ts";
import { listObjectsV2 } from "./operations/list-objects-v2.ts";
import { preparePutObject } from "./operations/prepare-put-object.ts";
import { putBucketNotificationConfiguration } from "./operations/put-bucket-notification-configuration.ts";
import { putObject } from "./operations/put-object.ts";
import { sendTestEvents } from "./operations/send-test-events.ts";
import { routes } from "./rest.ts";
import { wire } from "./wire.ts";

export const s3: Service = {
  name: "s3",
  operations: [
    closeBucket,
    copyObject,
    createBucket,
    deleteBucket,
    deleteObject,
    deleteObjectBatch,
    deleteObjects,
    describeBucket,
    getBucketNotificationConfiguration,
    getObject,
    headBucket,
    headObject,
    listBuckets,
    listObjectsV2,
    preparePutObject,
    putBucketNotificationConfiguration,
    putObject,
    sendTestEvents,
  ],
  describe: describeResource,
  routes,
  docs,
  wire,
};
