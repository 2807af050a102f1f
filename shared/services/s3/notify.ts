import type { RequestContext } from "../../core/context.ts";
import type { EventDraft } from "../../core/event.ts";
import type { EffectDraft } from "../service.ts";
import { eventMessage, type ObjectChange } from "./event-record.ts";
import type { Bucket, Notification } from "./model.ts";
import { servicePrincipal } from "./service-principal.ts";
import { bucketArn } from "./table.ts";

/** The subject that S3 gives to what it publishes. */
const SUBJECT = "Amazon S3 Notification";

/** One effect for every rule that a change matches, and an event that says so. */
export function notify(
  change: ObjectChange,
  context: RequestContext,
): { readonly effects: readonly EffectDraft[]; readonly events: readonly EventDraft[] } {
  const { bucket, key, event } = change;
  const matching = bucket.notifications.filter((notification) => matches(notification, event, key));
  return {
    effects: matching.map((rule) => deliver(rule, bucket, eventMessage(change, rule, context))),
    events: matching.map(({ id, destination }) => ({
      type: "notification.queued",
      resource: bucketArn(bucket.name),
      text: `notification ${event} for ${key} queued to ${destination}`,
      detail: { key, event: `s3:${event}`, destination, configurationId: id },
    })),
  };
}

/** Carries a message to a queue or topic: the owner of the ARN delivers it. */
export function deliver(
  { kind, destination }: Pick<Notification, "kind" | "destination">,
  { name, account }: Pick<Bucket, "name" | "account">,
  message: string,
): EffectDraft {
  const to =
    kind === "queue"
      ? { operation: "DeliverMessage", input: { QueueArn: destination, MessageBody: message } }
      : { operation: "Publish", input: { TopicArn: destination, Message: message, Subject: SUBJECT } };
  return { target: destination, ...to, principal: servicePrincipal({ name, account }) };
}

function matches({ events, prefix = "", suffix = "" }: Notification, event: string, key: string): boolean {
  return events.some((wanted) => covers(wanted, `s3:${event}`)) && key.startsWith(prefix) && key.endsWith(suffix);
}

/** `s3:ObjectCreated:*` covers `s3:ObjectCreated:Put`. */
export function covers(wanted: string, event: string): boolean {
  return wanted === event || (wanted.endsWith(":*") && event.startsWith(wanted.slice(0, -1)));
}
