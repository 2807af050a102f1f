import type { PublishInput } from "@aws-sdk/client-sns";
import type { Arn } from "../../core/arn.ts";
import { ServiceError } from "../../core/errors.ts";
import type { Done, ReadTools } from "../service.ts";
import { invalidParameter } from "./errors.ts";
import { findEndpoint, platformEndpointArn } from "./mobile.ts";
import { readPublication } from "./publication.ts";

/** A message to one device. */
export interface PushMessage {
  readonly messageId: string;
  readonly endpoint: Arn;
  readonly platform: string;
}

export function isPlatformEndpoint(target: string): boolean {
  return /^arn:aws:sns:[^:]*:[^:]*:endpoint\//.test(target);
}

/** Checks a message to a device. https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html */
export async function readPush(
  input: PublishInput,
  target: string,
  messageId: string,
  tools: Pick<ReadTools, "store" | "context">,
): Promise<PushMessage> {
  const found = await findEndpoint(target, tools, "Publish", "TargetArn");
  if (!found) throw invalidParameter("TargetArn Reason: No endpoint found for the target arn specified", "mobile-push");
  const { application, endpoint } = found;
  if (application.attributes.Enabled === "false")
    throw new ServiceError("PlatformApplicationDisabled", "Platform application is disabled", { docs: "mobile-push" });
  if (endpoint.attributes.Enabled === "false")
    throw new ServiceError("EndpointDisabled", "Endpoint is disabled", { docs: "mobile-push" });
  readPublication(input, {});
  return { messageId, endpoint: platformEndpointArn(application, endpoint.id), platform: application.platform };
}

/** Deviation: there is no push service here. The journal tells what would have been sent. */
export function publishPush({ messageId, endpoint, platform }: PushMessage): Done<{ readonly MessageId: string }> {
  const text = `message ${messageId} published to ${endpoint}: ${platform} would have pushed it to the device, and there is no ${platform} here`;
  return {
    output: { MessageId: messageId },
    events: [{ type: "message.published", resource: endpoint, text, detail: { messageId } }],
  };
}
