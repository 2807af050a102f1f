import { deleteConfiguration } from "../configuration-operations.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketReplication.html */
export const deleteBucketReplication = deleteConfiguration({
  name: "DeleteBucketReplication",
  action: "s3:PutReplicationConfiguration",
  kind: "replication",
  told: "replicates nothing any more",
});
