import { ServiceError } from "../core/errors.ts";
import type { Delivery, DeliveryOutcome } from "./delivery-gateway.ts";

/** Takes deliveries of one kind out into the world. */
export interface Outlet {
  /** Throws {@link refusal} for what will never be taken, {@link failure} for what may be taken later. */
  send(delivery: Delivery): Promise<DeliveryOutcome>;
}

/** What the receiver said beyond the reason. */
export type Answer = Pick<DeliveryOutcome, "statusCode" | "answer">;

/** Trying again would end in the same way. */
export function refusal(reason: string, answer: Answer = {}): ServiceError {
  return new ServiceError("DeliveryRefused", reason, { details: { ...answer } });
}

export class DeliveryFailure extends Error {
  readonly answer: Answer;

  constructor(reason: string, answer: Answer = {}) {
    super(reason);
    this.name = "DeliveryFailure";
    this.answer = answer;
  }
}

/** It may go better later. */
export function failure(reason: string, answer: Answer = {}): DeliveryFailure {
  return new DeliveryFailure(reason, answer);
}

/** What a failed try leaves in the inbox. */
export function failedOutcome(error: unknown): DeliveryOutcome {
  const reason = error instanceof Error ? error.message : String(error);
  const answer = error instanceof DeliveryFailure ? error.answer : error instanceof ServiceError ? error.details : {};
  return { status: "failed", reason, ...(answer as Answer) };
}
