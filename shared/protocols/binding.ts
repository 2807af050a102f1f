import type { Members } from "./compiled.ts";
import type { WireProtocol } from "./model.ts";

/**
 * What a service says of how AWS's clients reach it. Most of it is in the model; a binding has what no model knows. Its
 * operations are the service's own that AWS has under the same name.
 */
export interface WireBinding {
  /** Protocols besides the one of the model: SQS still speaks Query. */
  readonly alsoSpeaks?: readonly WireProtocol[];
  /** What stands before an error's name in JSON: `com.amazonaws.sqs#`. */
  readonly errorNamespace?: string;
  /** Errors that no model has: the name in JSON's `__type` by the operation's code. */
  readonly errorTypes?: Readonly<Record<string, string>>;
  /** How Query's answers look, where the model does not say. */
  readonly query?: { readonly xmlNamespace: string; readonly errorDetail: boolean };
  /** Set where AWS checks required members, lengths and patterns before the operation sees them: the code that it then answers. */
  readonly validation?: { readonly code: string };
  /**
   * Operations that whoever did not sign may call too, because they ask a resource's policy themselves. Only where signatures are
   * verified is anybody unsigned; all other operations are refused to them at the door.
   */
  readonly anonymous?: readonly string[];
  /**
   * Operations that links call. Whoever follows one has its secret in it and needs no signature, and any page may hold it: a
   * web mailer's too.
   */
  readonly links?: readonly string[];
  /** The most that a call's body may have as it is sent, where that is less than what any service takes. */
  readonly maxBodyBytes?: number;
  /** Operations that take a body of any size. It is stored before they run, and they get a reference to it. */
  readonly streams?: Readonly<Record<string, StreamBinding>>;
  /** Completes an operation's input by what else a request says. */
  input?(input: Members, request: RequestLine): Members;
  readonly operations?: Readonly<Record<string, OperationBinding>>;
}

export interface RequestLine {
  /** As it was sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly baseUrl: string;
}

export interface StreamBinding {
  readonly maxBytes: number;
  readonly inlineBytes: number;
  /** An internal operation that refuses, before the bytes are read, what would be refused anyhow. */
  readonly prepare?: string;
  /**
   * The checksum (`CRC64NVME`) that is worked out as the bytes come in where a client says none. The operation gets it as
   * `ComputedChecksum`, beside what clients say.
   */
  readonly sumsUp?: string;
}

/** Where an operation's own shapes differ from what stands on the wire. */
export interface OperationBinding {
  input?(input: Members, request: RequestLine): Members;
  output?(output: Members): Members;
  /** Instead of the model's HTTP status. */
  status?(output: Members): number | undefined;
}
