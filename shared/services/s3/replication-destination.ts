import type { Destination, ReplicationRule } from "@aws-sdk/client-s3";
import { isBucketName } from "./bucket-name.ts";
import { invalidArgument, invalidRequest, malformedXml } from "./errors.ts";
import { REPLICATION_TIME_MINUTES } from "./limits.ts";
import type { Bucket } from "./model.ts";
import { isStorageClass } from "./storage-class.ts";

const DOCS = "replication";
const KMS_KEY = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)\/.+$/;

/** Where a rule's replicas go, and as what. https://docs.aws.amazon.com/AmazonS3/latest/API/API_Destination.html */
export function checkDestination({ Destination, SourceSelectionCriteria }: ReplicationRule, source: Bucket): void {
  if (Destination?.Bucket === undefined) throw malformedXml();
  const name = destinationName(Destination);
  const argument = { name: "Bucket", value: Destination.Bucket };
  if (name === undefined) throw invalidArgument("Invalid bucket ARN", argument, DOCS);
  if (!isBucketName(name)) throw invalidArgument("The specified bucket is not valid.", argument, DOCS);
  if (name === source.name) {
    throw invalidRequest("Destination bucket cannot be the same as the source bucket.", DOCS);
  }
  if (Destination.StorageClass !== undefined && !isStorageClass(Destination.StorageClass)) throw malformedXml();
  checkOwner(Destination);
  checkKey(Destination, SourceSelectionCriteria?.SseKmsEncryptedObjects !== undefined);
  checkTimeControl(Destination);
}

export function destinationName({ Bucket = "" }: Destination): string | undefined {
  return /^arn:aws[a-z-]*:s3:::(.*)$/.exec(Bucket)?.[1];
}

function checkOwner({ Account, AccessControlTranslation: translation }: Destination): void {
  if (Account === "") {
    const argument = { name: "Account", value: "" };
    throw invalidArgument("The <Account> element is empty. It must contain a valid account ID.", argument, DOCS);
  }
  if (!translation) return;
  if (translation.Owner !== "Destination") throw malformedXml();
  if (Account !== undefined) return;
  throw invalidRequest("Account must be specified if the Owner in AccessControlTranslation has a value", DOCS);
}

/** Objects that a KMS key encrypts are replicated only where both are said: that they are, and by which key the replicas are. */
function checkKey({ EncryptionConfiguration }: Destination, selectsKms: boolean): void {
  const key = EncryptionConfiguration?.ReplicaKmsKeyID;
  if (EncryptionConfiguration && !selectsKms) {
    throw invalidRequest("SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present.", DOCS);
  }
  if (selectsKms && !key) {
    throw invalidRequest("ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is present.", DOCS);
  }
  if (!key || KMS_KEY.test(key)) return;
  throw invalidArgument("Invalid ReplicaKmsKeyID ARN.", { name: "ReplicaKmsKeyID", value: key }, DOCS);
}

/** Replication Time Control needs metrics; metrics may be had without it, and then have no threshold. */
function checkTimeControl({ ReplicationTime: time, Metrics: metrics }: Destination): void {
  for (const one of [time, metrics]) {
    if (one && one.Status !== "Enabled" && one.Status !== "Disabled") throw malformedXml();
  }
  if (time && !time.Time) throw malformedXml();
  if (time && !metrics) {
    throw invalidRequest("Replication destination must contain both ReplicationTime and Metrics or neither.", DOCS);
  }
  if (time && time.Time?.Minutes !== REPLICATION_TIME_MINUTES) {
    throw wrongMinutes("Invalid time minute value", "ReplicationTime", time.Time?.Minutes);
  }
  const threshold = metrics?.EventThreshold;
  if (time?.Status !== "Enabled") {
    if (!threshold) return;
    const message = "Metrics cannot contain an event threshold when ReplicationTime is not specified or Disabled";
    throw wrongMinutes(message, "Metrics", threshold.Minutes);
  }
  if (metrics?.Status !== "Enabled") {
    throw invalidRequest("ReplicationTime and ReplicationMetrics must have the same status.", DOCS);
  }
  if (!threshold) {
    throw wrongMinutes("ReplicationMetrics must contain an event threshold", "ReplicationMetrics", undefined);
  }
  if (threshold.Minutes !== REPLICATION_TIME_MINUTES) {
    throw wrongMinutes("Invalid event threshold minute value", "ReplicationMetrics", threshold.Minutes);
  }
}

function wrongMinutes(message: string, name: string, minutes: number | undefined) {
  return invalidArgument(message, { name, value: minutes === undefined ? null : String(minutes) }, DOCS);
}
