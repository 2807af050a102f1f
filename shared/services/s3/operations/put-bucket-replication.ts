import type { PutBucketReplicationRequest } from "@aws-sdk/client-s3";
import { counted } from "../../../core/counted.ts";
import { hexId } from "../../../core/ids.ts";
import { putConfiguration } from "../configuration-operations.ts";
import { checkDestinationBuckets } from "../replication.ts";
import { checkReplication } from "../replication-rules.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html */
export const putBucketReplication = putConfiguration<PutBucketReplicationRequest, "replication">({
  name: "PutBucketReplication",
  action: "s3:PutReplicationConfiguration",
  kind: "replication",
  async read({ ReplicationConfiguration }, tools, { bucket }) {
    const replication = checkReplication(ReplicationConfiguration, bucket, () => hexId(tools.random, 32));
    await checkDestinationBuckets(replication, tools);
    return replication;
  },
  told: (replication) => `has ${counted(replication?.Rules?.length ?? 0, "replication rule")}`,
});
