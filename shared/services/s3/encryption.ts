import type { ServerSideEncryptionConfiguration, ServerSideEncryptionRule } from "@aws-sdk/client-s3";
import { ServiceError } from "../../core/errors.ts";
import { malformedXml } from "./errors.ts";

/** What every bucket has had since January 2023: https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html */
export const DEFAULT_ENCRYPTION: ServerSideEncryptionRule = {
  ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" },
  BucketKeyEnabled: false,
};

const ALGORITHMS = ["AES256", "aws:kms", "aws:kms:dsse"];

/** One rule, no more and no less. */
export function checkEncryption(
  configuration: ServerSideEncryptionConfiguration | undefined,
): ServerSideEncryptionRule {
  const [rule, ...more] = configuration?.Rules ?? [];
  const { SSEAlgorithm, KMSMasterKeyID } = rule?.ApplyServerSideEncryptionByDefault ?? {};
  if (!rule || more.length > 0 || SSEAlgorithm === undefined || !ALGORITHMS.includes(SSEAlgorithm))
    throw malformedXml();
  if (KMSMasterKeyID !== undefined && !SSEAlgorithm.startsWith("aws:kms")) {
    const message = "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse";
    throw new ServiceError("InvalidArgument", message, {
      docs: "bucket-encryption",
      details: { ArgumentName: "ApplyServerSideEncryptionByDefault" },
    });
  }
  return { ...rule, BucketKeyEnabled: rule.BucketKeyEnabled ?? false };
}
