/** Something that leaves the playground for a person: it lands in the inbox, and may go out for real. */
export interface Delivery {
  /** The same delivery again is dropped. */
  readonly id: string;
  /** The playground's key root. */
  readonly root: string;
  readonly kind: "email" | "sms";
  /** An e-mail address or a phone number. */
  readonly to: string;
  readonly from: string;
  readonly subject?: string;
  readonly text: string;
  /** A link that the recipient is meant to follow, such as a subscription's confirmation. */
  readonly link?: string;
  /** The ARN that sent it. */
  readonly source: string;
  readonly traceId: string;
  /** Playground time. */
  readonly at: number;
}

export interface DeliveryQuery {
  readonly root: string;
  readonly kind?: Delivery["kind"];
  readonly to?: string;
  /** Exclusive: a delivery's position, as returned. */
  readonly after?: string;
  readonly limit: number;
}

export interface Delivered extends Delivery {
  readonly position: string;
}

export interface DeliveryGateway {
  /** Resolves once the delivery is kept. Throws when the outside world refuses for now; the caller retries. */
  deliver(delivery: Delivery): Promise<void>;
  /** Oldest first. */
  delivered(query: DeliveryQuery): Promise<readonly Delivered[]>;
}
