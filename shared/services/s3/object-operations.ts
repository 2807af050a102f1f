import { abortMultipartUpload } from "./operations/abort-multipart-upload.ts";
import { beginPresignedUpload } from "./operations/begin-presigned-upload.ts";
import { completeMultipartUpload } from "./operations/complete-multipart-upload.ts";
import { completePresignedUpload } from "./operations/complete-presigned-upload.ts";
import { copyObject } from "./operations/copy-object.ts";
import { createMultipartUpload } from "./operations/create-multipart-upload.ts";
import { deleteObject } from "./operations/delete-object.ts";
import { deleteObjectBatch } from "./operations/delete-object-batch.ts";
import { deleteObjectTagging } from "./operations/delete-object-tagging.ts";
import { deleteObjects } from "./operations/delete-objects.ts";
import { followRestoration } from "./operations/follow-restoration.ts";
import { forgetPresignedUpload } from "./operations/forget-presigned-upload.ts";
import { forgetUpload } from "./operations/forget-upload.ts";
import { forgetUploads } from "./operations/forget-uploads.ts";
import { getBucketVersioning } from "./operations/get-bucket-versioning.ts";
import { getObject } from "./operations/get-object.ts";
import { getObjectAcl } from "./operations/get-object-acl.ts";
import { getObjectAttributes } from "./operations/get-object-attributes.ts";
import { getObjectLegalHold } from "./operations/get-object-legal-hold.ts";
import { getObjectLockConfiguration } from "./operations/get-object-lock-configuration.ts";
import { getObjectRetention } from "./operations/get-object-retention.ts";
import { getObjectTagging } from "./operations/get-object-tagging.ts";
import { headObject } from "./operations/head-object.ts";
import { listMultipartUploads } from "./operations/list-multipart-uploads.ts";
import { listObjectVersions } from "./operations/list-object-versions.ts";
import { listObjects } from "./operations/list-objects.ts";
import { listObjectsV2 } from "./operations/list-objects-v2.ts";
import { listParts } from "./operations/list-parts.ts";
import { preparePutObject } from "./operations/prepare-put-object.ts";
import { prepareUploadPart } from "./operations/prepare-upload-part.ts";
import { presignDownload } from "./operations/presign-download.ts";
import { putBucketVersioning } from "./operations/put-bucket-versioning.ts";
import { putObject } from "./operations/put-object.ts";
import { putObjectAcl } from "./operations/put-object-acl.ts";
import { putObjectLegalHold } from "./operations/put-object-legal-hold.ts";
import { putObjectLockConfiguration } from "./operations/put-object-lock-configuration.ts";
import { putObjectRetention } from "./operations/put-object-retention.ts";
import { putObjectTagging } from "./operations/put-object-tagging.ts";
import { releaseParts } from "./operations/release-parts.ts";
import { replicateVersion } from "./operations/replicate-version.ts";
import { restoreObject } from "./operations/restore-object.ts";
import { takePresignedUpload } from "./operations/take-presigned-upload.ts";
import { updateObjectEncryption } from "./operations/update-object-encryption.ts";
import { uploadPart } from "./operations/upload-part.ts";
import { uploadPartCopy } from "./operations/upload-part-copy.ts";

/** What there is to do with objects, their versions and parts, and with the lists of them. */
export const objectOperations = [
  abortMultipartUpload,
  beginPresignedUpload,
  completeMultipartUpload,
  completePresignedUpload,
  copyObject,
  createMultipartUpload,
  deleteObject,
  deleteObjectBatch,
  deleteObjectTagging,
  deleteObjects,
  followRestoration,
  forgetPresignedUpload,
  forgetUpload,
  forgetUploads,
  getBucketVersioning,
  getObject,
  getObjectAcl,
  getObjectAttributes,
  getObjectLegalHold,
  getObjectLockConfiguration,
  getObjectRetention,
  getObjectTagging,
  headObject,
  listMultipartUploads,
  listObjectVersions,
  listObjects,
  listObjectsV2,
  listParts,
  preparePutObject,
  prepareUploadPart,
  presignDownload,
  putBucketVersioning,
  putObject,
  putObjectAcl,
  putObjectLegalHold,
  putObjectLockConfiguration,
  putObjectRetention,
  putObjectTagging,
  releaseParts,
  replicateVersion,
  restoreObject,
  takePresignedUpload,
  updateObjectEncryption,
  uploadPart,
  uploadPartCopy,
];
