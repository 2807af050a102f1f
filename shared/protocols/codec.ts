import type { Members } from "./compiled.ts";
import type { Fault } from "./fault.ts";
import type { FormNode } from "./query/form.ts";
import type { WireRequest, WireResponse } from "./wire-message.ts";

/** What there is to read an operation's input from. */
export interface Source {
  readonly request: WireRequest;
  /** The body of operations that don't stream it. */
  readonly bytes: Uint8Array;
  /** Query's fields. */
  readonly form?: FormNode | undefined;
  /** What a path says: the bucket, the key. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

/** Under what an answer goes out. */
export interface Answer {
  readonly requestId: string;
  /** The operation's name, where it is known. */
  readonly operation?: string | undefined;
  /** HEAD's answers have no body, whatever happened. */
  readonly head: boolean;
}

/** One service in one protocol: AWS's shapes from and to HTTP messages. */
export interface Codec {
  /** Throws a ServiceError in the protocol's words for what is malformed. */
  read(operation: string, source: Source): Members;
  write(operation: string, output: Members, answer: Answer, status?: number): WireResponse;
  writeFault(fault: Fault, answer: Answer): WireResponse;
  /** The member that is a body of any size, if the operation has one. */
  streamed?(operation: string): string | undefined;
}
