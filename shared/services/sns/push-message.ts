import { type Arn, parseArn } from "../../core/arn.ts";
import { ServiceError } from "../../core/errors.ts";
import type { OperationRef } from "../../core/operation-ref.ts";
import type { ReadTools } from "../service.ts";
import { invalidParameter } from "./errors.ts";
import { findEndpoint, type StoredEndpoint } from "./mobile.ts";

/** A message to one app on one device. */
export interface PushMessage {
  /** The same at every try. */
  readonly id: string;
  readonly messageId: string;
  /** The endpoint's ARN. */
  readonly endpoint: string;
  readonly message: string;
  /** Whether the message has a text for each platform. */
  readonly perProtocol: boolean;
  readonly subject?: string;
  /** The ARN of the topic that sends it, or the endpoint's own. */
  readonly source: string;
}

export const pushToEndpointRef: OperationRef<PushMessage, Record<string, never>> = {
  service: "sns",
  name: "PushToEndpoint",
};

export function isPlatformEndpoint(target: string): target is Arn {
  return /^arn:aws:sns:[^:]*:[^:]*:endpoint\//.test(target);
}

/** The endpoint, if messages can be pushed to it. The refusals are AWS's; a topic's subscription may be to another account's. */
export async function readPushable(
  endpoint: string,
  { store, context }: Pick<ReadTools, "store" | "context">,
  isOwn: boolean,
): Promise<StoredEndpoint> {
  const { account = context.account, region = context.region } = isOwn ? {} : (parseArn(endpoint) ?? {});
  const tools = { store, context: { ...context, account, region } };
  const found = await findEndpoint(endpoint, tools, "Publish", "TargetArn");
  if (!found) throw invalidParameter("TargetArn Reason: No endpoint found for the target arn specified", "mobile-push");
  if (found.application.attributes.Enabled === "false")
    throw new ServiceError("PlatformApplicationDisabled", "Platform application is disabled", { docs: "mobile-push" });
  if (found.endpoint.attributes.Enabled === "false")
    throw new ServiceError("EndpointDisabled", "Endpoint is disabled", { docs: "mobile-push" });
  return found;
}
