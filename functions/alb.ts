import type { ALBEvent, ALBResult } from "aws-lambda";
import type { ByteStream } from "../shared/core/bytes.ts";
import type { HttpBody } from "../shared/rest/http-request.ts";

/**
 * A request as an Application Load Balancer gives it to a Lambda function, with multi-value headers on. The local server makes
 * the same event, but with `headers` by their lower-case names and joined where one comes twice, and adds what a real load balancer
 * cannot: the body as a stream, word of a client that went away, and its address unforged.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 */
export interface AlbEvent extends ALBEvent {
  readonly bodyStream?: HttpBody;
  readonly signal?: AbortSignal;
  /** Who is connected. */
  readonly peerAddress?: string | undefined;
}

export interface AlbResult extends ALBResult {
  /** Instead of `body`; only the local server knows what to do with it. */
  readonly bodyStream?: ByteStream;
}

export type AlbHandler = (event: AlbEvent) => Promise<AlbResult>;
