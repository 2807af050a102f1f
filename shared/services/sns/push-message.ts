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

type Reader = Pick<ReadTools, "store" | "context">;

/** An endpoint of whichever account: a topic may be another's. */
export async function findSubscriber(
  endpoint: string,
  { store, context }: Reader,
): Promise<StoredEndpoint | undefined> {
  const { account = context.account, region = context.region } = parseArn(endpoint) ?? {};
  return findEndpoint(endpoint, { store, context: { ...context, account, region } }, "Publish", "TargetArn");
}

/** The endpoint that the caller publishes to. */
export async function readOwnPushable(endpoint: string, tools: Reader): Promise<StoredEndpoint> {
  return checkPushable(await findEndpoint(endpoint, tools, "Publish", "TargetArn"));
}

/** Throws AWS's refusals for an endpoint to which nothing can be pushed. */
export function checkPushable(found: StoredEndpoint | undefined): StoredEndpoint {
  if (!found) throw invalidParameter("TargetArn Reason: No endpoint found for the target arn specified", "mobile-push");
  if (found.application.attributes.Enabled === "false")
    throw new ServiceError("PlatformApplicationDisabled", "Platform application is disabled", { docs: "mobile-push" });
  if (found.endpoint.attributes.Enabled === "false")
    throw new ServiceError("EndpointDisabled", "Endpoint is disabled", { docs: "mobile-push" });
  return found;
}
