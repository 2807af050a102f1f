import type { ReplicationRule } from "@aws-sdk/client-s3";
import { putBucketReplication } from "../../../shared/services/s3/operations/put-bucket-replication.ts";
import { createBucketWorld } from "./bucket.ts";

export const ROLE = "arn:aws:iam::000000000000:role/replication";
export const COPIES = "arn:aws:s3:::copies";

/** The bucket `photos`, from which rules may replicate, and `copies`, to which. */
export async function createReplicationWorld() {
  const world = await createBucketWorld();
  const copies = await world.bucket("copies");
  for (const one of [world, copies]) await one.version("Enabled");
  return {
    ...world,
    copies,
    replicate: (...rules: readonly ReplicationRule[]) => {
      const ReplicationConfiguration = { Role: ROLE, Rules: [...rules] };
      return world.call(putBucketReplication, { Bucket: world.name, ReplicationConfiguration });
    },
    status: async (Key: string) => (await world.head(Key)).ReplicationStatus,
  };
}

export type ReplicationWorld = Awaited<ReturnType<typeof createReplicationWorld>>;

/** A rule about everything, but for what is given. */
export function rule(given: Partial<ReplicationRule> = {}, destination: object = {}): ReplicationRule {
  return {
    ID: "all",
    Status: "Enabled",
    Priority: 1,
    Filter: {},
    DeleteMarkerReplication: { Status: "Enabled" },
    Destination: { Bucket: COPIES, ...destination },
    ...given,
  };
}
