import type { GetBucketReplicationOutput, ReplicationConfiguration, ReplicationRule } from "@aws-sdk/client-s3";
import { z } from "zod";
import { destinationName } from "./replication-destination.ts";

/* REST's words for replication, and AWS's. */

const rule = z.strictObject({
  id: z.string().optional().describe("Made up when left out"),
  enabled: z.boolean().default(true),
  priority: z
    .number()
    .int()
    .min(0)
    .optional()
    .describe(
      "Of rules for one destination the one with the greatest counts. When left out, an earlier rule's is greater",
    ),
  prefix: z
    .string()
    .optional()
    .describe("Only keys that begin with it")
    .meta({ examples: ["photos/"] }),
  tags: z
    .record(z.string().min(1).max(128), z.string())
    .optional()
    .describe("Only objects that have all of these when they are stored"),
  destination: z
    .string()
    .describe("The bucket that new objects are copied to: both need versioning")
    .meta({ examples: ["copies"] }),
  storageClass: z.string().optional().describe("The source's when left out"),
  deleteMarkers: z.boolean().default(false).describe("Whether delete markers go along; not with tags"),
  kmsKeyId: z
    .string()
    .optional()
    .describe("The ARN of the replicas' key. Objects under KMS keys go only where it is given"),
  notifyFailures: z
    .boolean()
    .default(false)
    .describe("Send s3:Replication:OperationFailedReplication for what can't go"),
});

export const replication = z
  .strictObject({
    role: z
      .string()
      .optional()
      .describe("ARN of the role that other accounts' buckets let in; nobody looks it up")
      .meta({ examples: ["arn:aws:iam::000000000000:role/replication"] }),
    rules: z.array(rule).min(1),
  })
  .meta({ id: "BucketReplication" });

type Replication = z.output<typeof replication>;
type Rule = Replication["rules"][number];

export function replicationConfiguration({ role, rules }: Replication, account: string): ReplicationConfiguration {
  return {
    Role: role ?? `arn:aws:iam::${account}:role/replication`,
    Rules: rules.map((one, index) => awsRule(one, rules.length - index)),
  };
}

function awsRule(one: Rule, fallback: number): ReplicationRule {
  const { id, enabled, priority = fallback, destination, storageClass, deleteMarkers, kmsKeyId, notifyFailures } = one;
  return {
    ...(id === undefined ? {} : { ID: id }),
    Status: enabled ? "Enabled" : "Disabled",
    Priority: priority,
    Filter: filterFor(one),
    DeleteMarkerReplication: { Status: deleteMarkers ? "Enabled" : "Disabled" },
    ...(kmsKeyId === undefined ? {} : { SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: "Enabled" } } }),
    Destination: {
      Bucket: `arn:aws:s3:::${destination}`,
      // The operation checks which classes there are.
      ...(storageClass === undefined ? {} : { StorageClass: storageClass as never }),
      ...(kmsKeyId === undefined ? {} : { EncryptionConfiguration: { ReplicaKmsKeyID: kmsKeyId } }),
      ...(notifyFailures ? { Metrics: { Status: "Enabled" } } : {}),
    },
  };
}

function filterFor({ prefix, tags = {} }: Rule) {
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const [Tag] = Tags;
  if (!Tag) return prefix === undefined ? {} : { Prefix: prefix };
  if (prefix === undefined && Tags.length === 1) return { Tag };
  return { And: { ...(prefix === undefined ? {} : { Prefix: prefix }), Tags } };
}

export function replicationShown({ ReplicationConfiguration: stored }: GetBucketReplicationOutput): Replication {
  return { role: stored?.Role ?? "", rules: (stored?.Rules ?? []).map(shownRule) };
}

function shownRule({
  ID,
  Status,
  Priority,
  Filter,
  Prefix,
  DeleteMarkerReplication,
  Destination,
}: ReplicationRule): Rule {
  const prefix = Filter?.And?.Prefix ?? Filter?.Prefix ?? Prefix ?? "";
  const tags = Filter?.And?.Tags ?? (Filter?.Tag ? [Filter.Tag] : []);
  const kmsKeyId = Destination?.EncryptionConfiguration?.ReplicaKmsKeyID;
  return {
    id: ID ?? "",
    enabled: Status === "Enabled",
    ...(Priority === undefined ? {} : { priority: Priority }),
    ...(prefix === "" ? {} : { prefix }),
    ...(tags.length === 0 ? {} : { tags: Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value])) }),
    destination: (Destination && destinationName(Destination)) ?? "",
    ...(Destination?.StorageClass === undefined ? {} : { storageClass: Destination.StorageClass }),
    // Rules of the older schema take them along.
    deleteMarkers: Filter === undefined || DeleteMarkerReplication?.Status === "Enabled",
    ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
    notifyFailures: Destination?.Metrics?.Status === "Enabled",
  };
}
