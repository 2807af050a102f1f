import { arn } from "../../core/arn.ts";
import { ServiceError } from "../../core/errors.ts";
import type { EffectDraft, RequestContext } from "../service.ts";
import { invalidParameter } from "./errors.ts";

/** A text message to one number, without a topic. */
export interface TextMessage {
  readonly to: string;
  readonly text: string;
  /** The message's id, when a client published it. */
  readonly messageId?: string;
  /** What the client asked to be shown as the sender. */
  readonly senderId?: string;
}

/** The account's text messages as a whole: what effects and events about them are addressed to. */
export function textMessagesArn({ account, region }: Pick<RequestContext, "account" | "region">) {
  return arn({ service: "sns", region, account, resource: "sms" });
}

export function textEffect(message: TextMessage, context: RequestContext): EffectDraft {
  return { target: textMessagesArn(context), operation: "SendTextMessage", input: { ...message } };
}

export function refuseOptedOut(number: string): ServiceError {
  return invalidParameter(`PhoneNumber Reason: ${number} is opted out`, "text-messages");
}

export function sandboxNumberNotFound(): ServiceError {
  const message = "The phone number is not in the SMS sandbox";
  return new ServiceError("ResourceNotFound", message, { status: 404, docs: "text-messages" });
}
