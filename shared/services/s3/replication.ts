import type { ReplicationConfiguration } from "@aws-sdk/client-s3";
import type { ReadTools } from "../service.ts";
import { invalidArgument, invalidRequest } from "./errors.ts";
import { destinationName } from "./replication-destination.ts";
import { findBucket } from "./stored-bucket.ts";

const DOCS = "replication";

/** Replicas are versions, so that a destination needs versioning. AWS says the same of a bucket that isn't there. */
export async function checkDestinationBuckets(
  { Rules = [] }: ReplicationConfiguration,
  tools: Pick<ReadTools, "store" | "context">,
): Promise<void> {
  const names = new Set(Rules.map(({ Destination }) => destinationName(Destination ?? { Bucket: undefined }) ?? ""));
  for (const name of names) {
    const bucket = (await findBucket(name, tools))?.bucket;
    if (bucket?.versioning !== "Enabled") {
      throw invalidRequest("Destination bucket must have versioning enabled.", DOCS);
    }
    const named = Rules.filter(({ Destination }) => Destination && destinationName(Destination) === name);
    const wrong = named.find(({ Destination }) => (Destination?.Account ?? bucket.account) !== bucket.account);
    if (!wrong) continue;
    const message = "The AWS account specified in the <Account> element must match the destination bucket owner.";
    throw invalidArgument(message, { name: "Account", value: wrong.Destination?.Account ?? "" }, DOCS);
  }
}
