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

/** Who asks: an account, or a role or user of it; somebody who did not sign; or an AWS service that acts for a resource. */
export type Principal =
  | {
      readonly kind: "account";
      readonly account: string;
      /** Who of the account: `arn:aws:sts::123456789012:assumed-role/reader/ada`; its root user when absent. */
      readonly arn?: string;
    }
  | { readonly kind: "anonymous" }
  | {
      readonly kind: "service";
      readonly service: string;
      readonly sourceArn: string;
      /** Whose resource it acts for, where the ARN does not say: a bucket's names no account. */
      readonly sourceAccount?: string;
    };

/** What a request shows of the client that sent it: what policies can ask about. */
export interface ClientFacts {
  /** What its signature names. */
  readonly signedRegion?: string;
  readonly sourceIp?: string;
  readonly userAgent?: string;
  readonly referer?: string;
  /** Whether it came over TLS. */
  readonly secure?: boolean;
  /** Of TLS, as far as who took the connection tells: `1.3`. */
  readonly tlsVersion?: string;
  /** Absent for who does not sign. */
  readonly signature?: SignatureFacts;
  /** What the client says of its body's sum: `UNSIGNED-PAYLOAD`. */
  readonly contentSha256?: string;
}

/** How a request was signed. https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html */
export interface SignatureFacts {
  readonly version: "AWS" | "AWS4-HMAC-SHA256";
  readonly type: "REST-HEADER" | "REST-QUERY-STRING" | "POST";
  /** Of a link or a form, in wall time. */
  readonly ageMilliseconds?: number;
}

/** How many bytes an answer may have, where the door that it goes through has a limit, and how its texts are escaped there. */
export interface AnswerRoom {
  readonly bytes: number;
  readonly escapes: "json" | "xml";
}

/** Names one call for tracing: effects carry the trace id on, so that one publish can be followed to its end. */
export interface Trace {
  readonly traceId: string;
  readonly requestId: string;
}

export interface RequestContext extends Scope, Trace {
  readonly principal: Principal;
  /** The address that the client used, from its Host header; "" when nobody outside asks. Queue URLs and links are made of it. */
  readonly baseUrl: string;
  /** Absent when nobody outside asks, as for effects and sweeps. */
  readonly client?: ClientFacts;
  /** Absent where answers may have any length. */
  readonly answerRoom?: AnswerRoom;
  /** Playground time: one instant for the whole request. */
  readonly now: number;
}

export const DEFAULT_PLAYGROUND = "default";
export const DEFAULT_ACCOUNT = "000000000000";
export const DEFAULT_REGION = "us-east-1";
