import type {
  Delivered,
  Delivery,
  DeliveryGateway,
  DeliveryOutcome,
  DeliveryQuery,
} from "../../ports/delivery-gateway.ts";
import { failedOutcome, failure, type Outlet } from "../../ports/outlet.ts";
import type { InboxGateway } from "./delivery-gateway.ts";

export interface OutgoingOptions {
  readonly inbox: InboxGateway;
  /** By what is delivered; what has no outlet goes no further than the inbox. */
  readonly outlets: Readonly<Partial<Record<Delivery["kind"], Outlet>>>;
}

/** Sends out what has an outlet, and keeps everything in the inbox: what got through once, and each try that failed. */
export class OutgoingGateway implements DeliveryGateway {
  readonly #inbox: InboxGateway;
  readonly #outlets: OutgoingOptions["outlets"];
  readonly #stopped = Promise.withResolvers<never>();

  constructor({ inbox, outlets }: OutgoingOptions) {
    this.#inbox = inbox;
    this.#outlets = outlets;
    this.#stopped.promise.catch(() => {});
  }

  /** Waits for nobody out there any more: what is on its way has failed for now, and is tried again after the next start. */
  stop(): void {
    this.#stopped.reject(failure("the server was stopped before there was an answer"));
  }

  async deliver(delivery: Delivery): Promise<DeliveryOutcome> {
    const outlet = this.#outlets[delivery.kind];
    if (!outlet) return this.#inbox.deliver(delivery);
    const before = await this.#inbox.outcomeOf(delivery);
    if (before) return before;
    let outcome: DeliveryOutcome;
    try {
      outcome = await Promise.race([outlet.send(delivery), this.#stopped.promise]);
    } catch (error) {
      await this.#inbox.keep(delivery, failedOutcome(error));
      throw error;
    }
    await this.#inbox.keep(delivery, outcome);
    return outcome;
  }

  delivered(query: DeliveryQuery): Promise<readonly Delivered[]> {
    return this.#inbox.delivered(query);
  }
}
