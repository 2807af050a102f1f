import type { InventoryConfiguration, InventoryEncryption } from "@aws-sdk/client-s3";
import { malformedXml } from "./errors.ts";
import { idMismatch } from "./errors-configuration.ts";
import { isConfigurationId } from "./named-configurations.ts";
import { checkPrefix } from "./object-filter.ts";
import { checkReportBucket } from "./report-destination.ts";

const FORMATS = ["CSV", "ORC", "Parquet"];
const FREQUENCIES = ["Daily", "Weekly"];
const VERSIONS = ["All", "Current"];
const FIELDS = [
  "Size",
  "LastModifiedDate",
  "StorageClass",
  "ETag",
  "IsMultipartUploaded",
  "ReplicationStatus",
  "EncryptionStatus",
  "ObjectLockRetainUntilDate",
  "ObjectLockMode",
  "ObjectLockLegalHoldStatus",
  "IntelligentTieringAccessTier",
  "BucketKeyStatus",
  "ChecksumAlgorithm",
  "ObjectAccessControlList",
  "ObjectOwner",
  "LifecycleExpirationDate",
];

/** First the document, then its id, then the bucket it names. https://docs.aws.amazon.com/AmazonS3/latest/API/API_InventoryConfiguration.html */
export function checkInventory(
  id: string | undefined,
  inventory: InventoryConfiguration | undefined,
): InventoryConfiguration {
  if (!inventory) throw malformedXml();
  const { Id, IsEnabled, IncludedObjectVersions, Schedule, Filter, OptionalFields = [] } = inventory;
  const { Format, Bucket, Encryption } = inventory.Destination?.S3BucketDestination ?? {};
  if (!isConfigurationId(Id) || typeof IsEnabled !== "boolean" || Bucket === undefined) throw malformedXml();
  if (!among(VERSIONS, IncludedObjectVersions) || !among(FREQUENCIES, Schedule?.Frequency)) throw malformedXml();
  if (!among(FORMATS, Format) || !OptionalFields.every((field) => among(FIELDS, field))) throw malformedXml();
  if (new Set(OptionalFields).size < OptionalFields.length) throw malformedXml();
  if (Filter && Filter.Prefix === undefined) throw malformedXml();
  checkPrefix(Filter?.Prefix, "named-configurations");
  checkEncryption(Encryption);
  if (Id !== id) throw idMismatch();
  checkReportBucket(Bucket);
  return inventory;
}

/** By S3's keys or by one of KMS. */
function checkEncryption(encryption: InventoryEncryption | undefined): void {
  if (!encryption) return;
  const { SSES3, SSEKMS } = encryption;
  if ((SSES3 === undefined) === (SSEKMS === undefined)) throw malformedXml();
  if (SSEKMS && !SSEKMS.KeyId) throw malformedXml();
}

function among(values: readonly string[], value: string | undefined): boolean {
  return value !== undefined && values.includes(value);
}
