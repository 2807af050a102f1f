import type { Arn } from "../../core/arn.ts";
import type { Description, ReadTools } from "../service.ts";
import { findTopic } from "./stored.ts";
import { parseTopicArn } from "./topic-address.ts";

/** A topic as other services see it. */
export async function describeTopic(
  resource: Arn,
  tools: Pick<ReadTools, "store" | "context" | "now">,
): Promise<Description | undefined> {
  const address = parseTopicArn(resource);
  return address && (await findTopic(address, tools)) && { arn: resource, type: "topic" };
}
