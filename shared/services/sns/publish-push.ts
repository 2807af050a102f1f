import type { PublishInput } from "@aws-sdk/client-sns";
import type { Arn } from "../../core/arn.ts";
import type { Value } from "../../core/json.ts";
import type { Done, ReadTools } from "../service.ts";
import { readPublication } from "./publication.ts";
import { type PushMessage, pushToEndpointRef, readOwnPushable } from "./push-message.ts";

/** Checks a message to a device. https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html */
export async function readPush(
  input: PublishInput,
  endpoint: Arn,
  messageId: string,
  tools: Pick<ReadTools, "store" | "context">,
): Promise<PushMessage & { readonly endpoint: Arn }> {
  await readOwnPushable(endpoint, tools);
  const { message, perProtocol, subject } = readPublication(input, {});
  const what = { message, perProtocol, ...(subject === undefined ? {} : { subject }) };
  return { id: messageId, messageId, endpoint, ...what, source: endpoint };
}

export function publishPush(push: PushMessage & { readonly endpoint: Arn }): Done<{ readonly MessageId: string }> {
  const { messageId, endpoint } = push;
  const text = `message ${messageId} published to ${endpoint}, to be pushed to the device`;
  return {
    output: { MessageId: messageId },
    effects: [
      {
        target: endpoint,
        operation: pushToEndpointRef.name,
        input: { ...push } as unknown as { readonly [name: string]: Value },
      },
    ],
    events: [{ type: "message.published", resource: endpoint, text, detail: { messageId } }],
  };
}
