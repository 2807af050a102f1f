import { ServiceError } from "../../core/errors.ts";
import type { ReadTools } from "../service.ts";
import { findTopic, type StoredTopic } from "./stored.ts";
import { readArn, readTopicArn } from "./topic-address.ts";
import { authorize } from "./topic-policy.ts";

/** The topic whose tags a request is about: these operations have an error of their own for one that isn't there. */
export async function readTaggedTopic(
  arn: string | undefined,
  tools: Pick<ReadTools, "store" | "context">,
  action: string,
): Promise<StoredTopic> {
  readArn(arn, "ResourceArn");
  const address = readTopicArn(arn, tools.context);
  const stored = await findTopic(address, tools);
  authorize(stored?.topic ?? address, action, tools.context);
  if (!stored) throw new ServiceError("ResourceNotFound", "Resource does not exist", { status: 404, docs: "topic" });
  return stored;
}
