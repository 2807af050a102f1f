import type { RequestContext } from "../../core/context.ts";
import type { EventDraft } from "../../core/event.ts";
import { seconds } from "../../core/time.ts";
import type { Done } from "../service.ts";
import { invalidParameter, messageNotAvailable, messageNotInflight, missingParameter } from "./errors.ts";
import type { HeldMessage } from "./held-message.ts";
import { VISIBILITY_TIMEOUT_SECONDS } from "./limits.ts";
import type { Queue } from "./model.ts";
import { messageKey, putMessage, queueArn } from "./table.ts";

export interface VisibilityChange {
  readonly ReceiptHandle?: string | undefined;
  readonly VisibilityTimeout?: number | undefined;
}

/** The message must be in flight, and stay so for at most twelve hours since it was received. */
export function changeVisibility(
  queue: Queue,
  held: HeldMessage | undefined,
  change: VisibilityChange,
  context: RequestContext,
): Omit<Done<never>, "output"> {
  checkTimeout(change.VisibilityTimeout);
  if (!held) throw messageNotAvailable(change.ReceiptHandle ?? "");
  if ((held.row.dueAt ?? 0) <= context.now) throw messageNotInflight(change.ReceiptHandle ?? "");
  const { message, row } = held;
  const dueAt = checkVisibility(change, message.lastReceivedAt, context.now);
  return {
    writes: [putMessage(messageKey(context, queue, message), message, dueAt, { version: row.version })],
    events: [visibilityEvent(queue, message.id, change.VisibilityTimeout ?? 0)],
    // Sooner or later than before: who waits must look again.
    wakes: [queueArn(queue)],
  };
}

/** Until when a change hides a message that was received at an instant. */
export function checkVisibility(
  { VisibilityTimeout }: VisibilityChange,
  lastReceivedAt: number | undefined,
  now: number,
): number {
  const { max } = VISIBILITY_TIMEOUT_SECONDS;
  const until = now + seconds(checkTimeout(VisibilityTimeout));
  if (until <= (lastReceivedAt ?? now) + seconds(max)) return until;
  const reason = `Total VisibilityTimeout for the message is beyond the limit [${max} seconds].`;
  throw invalidParameter(VisibilityTimeout, "VisibilityTimeout", reason);
}

function checkTimeout(timeout: number | undefined): number {
  const { min, max } = VISIBILITY_TIMEOUT_SECONDS;
  if (timeout === undefined) throw missingParameter("VisibilityTimeout");
  if (Number.isInteger(timeout) && timeout >= min && timeout <= max) return timeout;
  const reason = `VisibilityTimeout must be an integer between ${min} and ${max}.`;
  throw invalidParameter(timeout, "VisibilityTimeout", reason);
}

export function visibilityEvent(queue: Queue, messageId: string, timeout: number): EventDraft {
  const effect = timeout === 0 ? "visible again at once" : `hidden for ${timeout} s from now`;
  const text = `message ${messageId} in ${queue.name} is ${effect}: its receiver changed the visibility timeout`;
  return { type: "message.visibility-changed", resource: queueArn(queue), text, detail: { messageId } };
}
