import type { Arn } from "../../core/arn.ts";
import type { Description, ReadTools } from "../service.ts";
import { readQueueByArn } from "./stored-queue.ts";

/** A queue as other services see it. */
export async function describeQueue(
  resource: Arn,
  tools: Pick<ReadTools, "store" | "context" | "now">,
): Promise<Description | undefined> {
  return (await readQueueByArn(resource, tools)) && { arn: resource, type: "queue" };
}
