import type { PublishedMessage, Subscription, Topic } from "./model.ts";

/** One message on its way to one subscriber. */
export interface Delivery {
  /** The same each time it is tried: receivers drop one that they have. */
  readonly id: string;
  /** When it was due to be tried first. */
  readonly at: number;
  /** 1 at first. */
  readonly attempt: number;
  readonly topic: Topic;
  readonly subscription: Subscription;
  readonly message: PublishedMessage;
}
