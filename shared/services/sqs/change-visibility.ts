import type { RequestContext } from "../../core/context.ts";
import { seconds } from "../../core/time.ts";
import type { Done } from "../service.ts";
import { invalidParameter, messageNotInflight, missingParameter } from "./errors.ts";
import type { HeldMessage } from "./held-message.ts";
import { VISIBILITY_TIMEOUT_SECONDS } from "./limits.ts";
import type { Queue } from "./model.ts";
import { messageKey, putMessage, queueArn } from "./table.ts";

interface VisibilityChange {
  readonly ReceiptHandle: string | undefined;
  readonly VisibilityTimeout?: number | undefined;
}

/** The message must be in flight, and stay so for at most twelve hours since it was received. */
export function changeVisibility(
  queue: Queue,
  held: HeldMessage | undefined,
  { ReceiptHandle = "", VisibilityTimeout }: VisibilityChange,
  context: RequestContext,
): Omit<Done<never>, "output"> {
  const { min, max } = VISIBILITY_TIMEOUT_SECONDS;
  if (VisibilityTimeout === undefined) throw missingParameter("VisibilityTimeout");
  if (!Number.isInteger(VisibilityTimeout) || VisibilityTimeout < min || VisibilityTimeout > max) {
    throw invalidParameter(
      VisibilityTimeout,
      "VisibilityTimeout",
      `VisibilityTimeout must be an integer between ${min} and ${max}.`,
    );
  }
  if (!held || (held.row.dueAt ?? 0) <= context.now) throw messageNotInflight(ReceiptHandle);
  const { message, row } = held;
  const dueAt = context.now + seconds(VisibilityTimeout);
  if (dueAt > (message.lastReceivedAt ?? context.now) + seconds(max)) {
    throw invalidParameter(
      VisibilityTimeout,
      "VisibilityTimeout",
      `Total VisibilityTimeout for the message is beyond the limit [${max} seconds]`,
    );
  }
  const effect = VisibilityTimeout === 0 ? "visible again at once" : `hidden for ${VisibilityTimeout} s from now`;
  const text = `message ${message.id} in ${queue.name} is ${effect}: its receiver changed the visibility timeout`;
  return {
    writes: [putMessage(messageKey(context, queue, message), message, dueAt, { version: row.version })],
    events: [
      { type: "message.visibility-changed", resource: queueArn(queue), text, detail: { messageId: message.id } },
    ],
    // Sooner or later than before: who waits must look again.
    wakes: [queueArn(queue)],
  };
}
