import type { GetBucketReplicationOutput } from "@aws-sdk/client-s3";
import { getConfiguration } from "../configuration-operations.ts";
import { notConfigured } from "../errors.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketReplication.html */
export const getBucketReplication = getConfiguration<GetBucketReplicationOutput, "replication">({
  name: "GetBucketReplication",
  action: "s3:GetReplicationConfiguration",
  kind: "replication",
  show: (ReplicationConfiguration, { name }) => {
    if (ReplicationConfiguration) return { ReplicationConfiguration };
    const message = "The replication configuration was not found";
    throw notConfigured("ReplicationConfigurationNotFoundError", message, name);
  },
});
