import type { Service } from "../service.ts";
import { configurationOperations } from "./configuration-list.ts";
import { describeResource } from "./describe.ts";
import { deviations, stored } from "./deviations.ts";
import { docs } from "./docs.ts";
import { namedConfigurationOperations } from "./named-configuration-list.ts";
import { objectOperations } from "./object-operations.ts";
import { closeBucket } from "./operations/close-bucket.ts";
import { createBucket } from "./operations/create-bucket.ts";
import { deleteBucket } from "./operations/delete-bucket.ts";
import { describeBucket } from "./operations/describe-bucket.ts";
import { getBucketLocation } from "./operations/get-bucket-location.ts";
import { getBucketNotificationConfiguration } from "./operations/get-bucket-notification-configuration.ts";
import { headBucket } from "./operations/head-bucket.ts";
import { listBuckets } from "./operations/list-buckets.ts";
import { openBucket } from "./operations/open-bucket.ts";
import { putBucketNotificationConfiguration } from "./operations/put-bucket-notification-configuration.ts";
import { recountBucket } from "./operations/recount-bucket.ts";
import { recountBuckets } from "./operations/recount-buckets.ts";
import { sendTestEvents } from "./operations/send-test-events.ts";
import { routes } from "./rest.ts";
import { wire } from "./wire.ts";

const operations: Service["operations"] = [
  ...configurationOperations,
  ...namedConfigurationOperations,
  ...objectOperations,
  closeBucket,
  createBucket,
  deleteBucket,
  describeBucket,
  getBucketLocation,
  getBucketNotificationConfiguration,
  headBucket,
  listBuckets,
  openBucket,
  putBucketNotificationConfiguration,
  recountBucket,
  recountBuckets,
  sendTestEvents,
];

/** All but these are about a bucket, whose policy says what anybody may do with it. */
const ABOUT_NO_BUCKET: readonly string[] = ["CreateBucket", "ListBuckets"];
const openOperations = operations.map(({ name }) => name).filter((name) => !ABOUT_NO_BUCKET.includes(name));

export const s3: Service = {
  name: "s3",
  operations,
  describe: describeResource,
  recounts: ["RecountBuckets"],
  routes,
  docs,
  deviations,
  stored,
  wire: { ...wire, anonymous: openOperations },
};
