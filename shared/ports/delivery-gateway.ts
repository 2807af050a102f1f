/** Something that leaves the playground: it lands in the inbox, and may go out for real. */
export interface Delivery {
  /** The same delivery again is dropped once it got through. */
  readonly id: string;
  /** The playground's key root. */
  readonly root: string;
  readonly kind: "email" | "sms" | "http" | "push";
  /** An e-mail address, a phone number, a URL without user and password, or the ARN of an app's endpoint. */
  readonly to: string;
  readonly from: string;
  readonly subject?: string;
  readonly text: string;
  /** A link that the recipient is meant to follow, such as a subscription's confirmation. */
  readonly link?: string;
  /** HTTP headers, in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What an HTTP endpoint may ask for by Basic or Digest authentication. Never kept. */
  readonly credentials?: { readonly user: string; readonly password: string };
  /** Which try this is: 1 at first. Each try that fails is kept on its own. */
  readonly attempt?: number;
  /** The ARN that sent it. */
  readonly source: string;
  readonly traceId: string;
  /** Playground time. */
  readonly at: number;
}

/** What became of a delivery. */
export interface DeliveryOutcome {
  /** `kept`: it lies in the inbox and goes no further; `delivered`: its receiver out there took it; `failed`: it didn't. */
  readonly status: "kept" | "delivered" | "failed";
  /** Of HTTP. */
  readonly statusCode?: number;
  /** Why it failed. */
  readonly reason?: string;
  /** How the receiver's answer began. */
  readonly answer?: string;
}

export interface DeliveryQuery {
  readonly root: string;
  readonly kind?: Delivery["kind"];
  readonly to?: string;
  /** Exclusive: a delivery's position, as returned. */
  readonly after?: string;
  /** Newest first. */
  readonly reverse?: boolean;
  readonly limit: number;
}

export interface Delivered extends Omit<Delivery, "credentials"> {
  readonly position: string;
  readonly outcome: DeliveryOutcome;
}

export interface DeliveryGateway {
  /**
   * Resolves once the delivery got through and is kept. Throws a ServiceError below 500 for what will never be taken; any other
   * error says that it may be taken later: the caller retries.
   */
  deliver(delivery: Delivery): Promise<DeliveryOutcome>;
  /** Oldest first unless reversed, failed tries among them. */
  delivered(query: DeliveryQuery): Promise<readonly Delivered[]>;
}
