import type { GetObjectLockConfigurationOutput } from "@aws-sdk/client-s3";
import { ServiceError } from "../../../core/errors.ts";
import { getConfiguration } from "../configuration-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLockConfiguration.html */
export const getObjectLockConfiguration = getConfiguration<GetObjectLockConfigurationOutput, "objectLock">({
  name: "GetObjectLockConfiguration",
  action: "s3:GetBucketObjectLockConfiguration",
  kind: "objectLock",
  show(configuration, { name }) {
    if (configuration) return { ObjectLockConfiguration: configuration };
    const message = "Object Lock configuration does not exist for this bucket";
    throw new ServiceError("ObjectLockConfigurationNotFoundError", message, {
      status: 404,
      docs: "object-lock",
      details: { BucketName: name },
    });
  },
});
