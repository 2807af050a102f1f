import type { Service } from "../service.ts";
import { bucketDefaults } from "./bucket-defaults.ts";
import { configurationOperations } from "./configuration-list.ts";
import { describeResource } from "./describe.ts";
import { deviations } from "./deviations.ts";
import { docs } from "./docs.ts";
import { abortMultipartUpload } from "./operations/abort-multipart-upload.ts";
import { closeBucket } from "./operations/close-bucket.ts";
import { completeMultipartUpload } from "./operations/complete-multipart-upload.ts";
import { copyObject } from "./operations/copy-object.ts";
import { createBucket } from "./operations/create-bucket.ts";
import { createMultipartUpload } from "./operations/create-multipart-upload.ts";
import { deleteBucket } from "./operations/delete-bucket.ts";
import { deleteObject } from "./operations/delete-object.ts";
import { deleteObjectBatch } from "./operations/delete-object-batch.ts";
import { deleteObjects } from "./operations/delete-objects.ts";
import { describeBucket } from "./operations/describe-bucket.ts";
import { forgetUpload } from "./operations/forget-upload.ts";
import { forgetUploads } from "./operations/forget-uploads.ts";
import { getBucketLocation } from "./operations/get-bucket-location.ts";
import { getBucketNotificationConfiguration } from "./operations/get-bucket-notification-configuration.ts";
import { getBucketVersioning } from "./operations/get-bucket-versioning.ts";
import { getObject } from "./operations/get-object.ts";
import { headBucket } from "./operations/head-bucket.ts";
import { headObject } from "./operations/head-object.ts";
import { listBuckets } from "./operations/list-buckets.ts";
import { listMultipartUploads } from "./operations/list-multipart-uploads.ts";
import { listObjectVersions } from "./operations/list-object-versions.ts";
import { listObjects } from "./operations/list-objects.ts";
import { listObjectsV2 } from "./operations/list-objects-v2.ts";
import { listParts } from "./operations/list-parts.ts";
import { openBucket } from "./operations/open-bucket.ts";
import { preparePutObject } from "./operations/prepare-put-object.ts";
import { prepareUploadPart } from "./operations/prepare-upload-part.ts";
import { putBucketNotificationConfiguration } from "./operations/put-bucket-notification-configuration.ts";
import { putBucketVersioning } from "./operations/put-bucket-versioning.ts";
import { putObject } from "./operations/put-object.ts";
import { releaseParts } from "./operations/release-parts.ts";
import { sendTestEvents } from "./operations/send-test-events.ts";
import { uploadPart } from "./operations/upload-part.ts";
import { uploadPartCopy } from "./operations/upload-part-copy.ts";
import { routes } from "./rest.ts";
import { wire } from "./wire.ts";

export const s3: Service = {
  name: "s3",
  operations: [
    ...bucketDefaults,
    ...configurationOperations,
    abortMultipartUpload,
    closeBucket,
    completeMultipartUpload,
    copyObject,
    createBucket,
    createMultipartUpload,
    deleteBucket,
    deleteObject,
    deleteObjectBatch,
    deleteObjects,
    describeBucket,
    forgetUpload,
    forgetUploads,
    getBucketLocation,
    getBucketNotificationConfiguration,
    getBucketVersioning,
    getObject,
    headBucket,
    headObject,
    listBuckets,
    listMultipartUploads,
    listObjectVersions,
    listObjects,
    listObjectsV2,
    listParts,
    openBucket,
    preparePutObject,
    prepareUploadPart,
    putBucketNotificationConfiguration,
    putBucketVersioning,
    putObject,
    releaseParts,
    sendTestEvents,
    uploadPart,
    uploadPartCopy,
  ],
  describe: describeResource,
  routes,
  docs,
  deviations,
  wire,
};
