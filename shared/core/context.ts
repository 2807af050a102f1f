/** Where a resource lives. Every key and every ARN carries it. */
export interface Scope {
  readonly playground: string;
  /**
   * What every key of the playground begins with: its name and its epoch. A reset begins a new epoch, so that a request
   * that started before it writes where nobody looks.
   */
  readonly root: string;
  readonly account: string;
  readonly region: string;
}

/** Who asks: an account's user, or an AWS service that acts for one. */
export type Principal =
  | { readonly kind: "account"; readonly account: string }
  | { readonly kind: "service"; readonly service: string; readonly sourceArn: string };

/** Names one call for tracing: effects carry the trace id on, so that one publish can be followed to its end. */
export interface Trace {
  readonly traceId: string;
  readonly requestId: string;
}

export interface RequestContext extends Scope, Trace {
  readonly principal: Principal;
  /** The address that the client used, from its Host header; "" when nobody outside asks. Queue URLs and links are made of it. */
  readonly baseUrl: string;
  /** Playground time: one instant for the whole request. */
  readonly now: number;
}

export const DEFAULT_PLAYGROUND = "default";
export const DEFAULT_ACCOUNT = "000000000000";
export const DEFAULT_REGION = "us-east-1";
