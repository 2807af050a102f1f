import { parseArn } from "../../core/arn.ts";
import { ServiceError } from "../../core/errors.ts";
import type { Outside } from "../service.ts";
import { bodyOf, type Ending } from "./delivery.ts";
import type { Delivery } from "./delivery-model.ts";
import { deliverMessage, fitsQueueRaw, queueMessage, sender } from "./queue-message.ts";
import { deadLetterQueue } from "./redrive-policy.ts";

/** What became of a message that could not be delivered. */
export interface Redrive {
  /** Whether the dead-letter queue has it, in the transaction that ended the delivery. */
  readonly kept: boolean;
  /** For a person: `moved to the dead-letter queue orders-dlq`. */
  readonly text: string;
}

/**
 * Puts a message that can't be delivered into the subscription's dead-letter queue, as the subscriber would have got it. A queue
 * that refuses it loses it, on AWS too; a failure that may pass is thrown, and the engine tries again.
 */
export async function redrive(delivery: Delivery, ending: Ending, outside: Outside): Promise<Redrive> {
  const queueArn = deadLetterQueue(delivery.subscription);
  if (queueArn === undefined) return { kept: false, text: "the message is lost to this subscriber" };
  const name = parseArn(queueArn)?.resource ?? queueArn;
  const letter = fitting(delivery);
  try {
    const input = queueMessage(letter, queueArn, await bodyOf(letter, outside));
    await outside.settle(deliverMessage, input, sender(delivery), ending.writes, ending.effects);
    return { kept: true, text: `moved to the dead-letter queue ${name}` };
  } catch (error) {
    if (!(error instanceof ServiceError) || error.status >= 500) throw error;
    const reason = error.message.replace(/\.$/, "");
    return {
      kept: false,
      text: `the dead-letter queue ${name} did not take it (${reason}), so that the message is lost`,
    };
  }
}

/** A raw message with more attributes than a queue takes would be lost a second time: it comes in an envelope. */
function fitting(delivery: Delivery): Delivery {
  if (!delivery.subscription.rawDelivery || fitsQueueRaw(delivery.message)) return delivery;
  return { ...delivery, subscription: { ...delivery.subscription, rawDelivery: false } };
}
