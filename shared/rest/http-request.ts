import type { ByteStream } from "../core/bytes.ts";

/** A request body as a door hands it in. */
export interface HttpBody extends ByteStream {
  /** The whole body when the door can give it faster than the stream does. Throws {@link tooLarge} above the limit. */
  read?(maxBytes: number): Promise<Uint8Array>;
}

/** A request as every door hands it in: nothing decoded yet, nothing believed yet. */
export interface HttpRequest {
  readonly method: string;
  /** As it was sent, percent-encoded: `/v1/buckets/uploads-bucket/objects/a%20b//c`. */
  readonly path: string;
  /** Names and values as they were sent, percent-encoded. */
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** Lower-case names; repeated headers joined by a comma. No prototype. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: HttpBody;
  /** `http://127.0.0.1:4566`. */
  readonly baseUrl: string;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
}
