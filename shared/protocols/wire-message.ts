import type { ByteStream } from "../core/bytes.ts";

/** A request body as a door hands it in. */
export interface WireBody extends ByteStream {
  /** The whole body, when the door can give it faster than the stream does. */
  read?(maxBytes: number): Promise<Uint8Array>;
}

/** A request as a door hands it in: nothing decoded yet, nothing believed yet. */
export interface WireRequest {
  readonly method: string;
  /** As it was sent, percent-encoded. */
  readonly path: string;
  /** Names and values as they were sent, percent-encoded. No prototype. */
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** Lower-case names; repeated headers joined by a comma. No prototype. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: WireBody;
  /** `http://127.0.0.1:4566`. */
  readonly baseUrl: string;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent for an answer without a body. */
  readonly body?: string | ByteStream;
}
