import { ServiceError } from "../core/errors.ts";
import type { ErrorModel, ServiceModel, WireProtocol } from "./model.ts";

/** An error as it stands on the wire, whatever the protocol. */
export interface Fault {
  /** The shape's name, which JSON says in `__type`. */
  readonly type: string;
  /** What Query and S3 say in `<Code>`. */
  readonly code: string;
  readonly message: string;
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  /** What S3 says of an error in headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether AWS's model has it: the others come from what stands before every service. */
  readonly modeled: boolean;
}

/** The three ways in which AWS writes errors, and in which its front doors say the same things. */
export type Family = "json" | "query" | "s3";

export function familyOf(protocol: WireProtocol): Family {
  if (protocol === "rest-xml") return "s3";
  return protocol === "query" ? "query" : "json";
}

/** Finds what a model says of an error by the code that an operation threw: its shape's name, or what Query calls it. */
export class FaultTable {
  readonly #byCode = new Map<string, { readonly type: string; readonly error: ErrorModel }>();
  readonly #types: Readonly<Record<string, string>>;
  /** S3's errors have details that its model doesn't know. */
  readonly #keepsDetails: boolean;

  constructor(
    { errors, protocol }: Pick<ServiceModel, "errors" | "protocol">,
    types: Readonly<Record<string, string>> = {},
  ) {
    this.#types = types;
    this.#keepsDetails = protocol === "rest-xml";
    for (const [type, error] of Object.entries(errors)) {
      this.#byCode.set(type, { type, error });
    }
    // A shape's own name goes before another's code.
    for (const [type, error] of Object.entries(errors)) {
      if (error.code !== undefined && !this.#byCode.has(error.code)) this.#byCode.set(error.code, { type, error });
    }
  }

  fault({ code, message, status, details, headers }: ServiceError): Fault {
    const known = this.#byCode.get(code);
    if (!known) {
      const type = Object.hasOwn(this.#types, code) ? (this.#types[code] ?? code) : code;
      return { type, code, message, status, details, headers, modeled: false };
    }
    const { type, error } = known;
    const own = Object.entries(details).filter(([name]) => this.#keepsDetails || error.members?.includes(name));
    return {
      type,
      code: error.code ?? type,
      message,
      status: error.status ?? status,
      details: Object.fromEntries(own),
      headers,
      modeled: true,
    };
  }
}

/** A bug of ours, as a client reads it. Nothing of its insides is told. */
export function internalFault(family: Family, requestId: string): ServiceError {
  const message = `Something broke inside Skyground, and it is not your request's fault. The server's log tells more under the request id ${requestId}.`;
  return new ServiceError(family === "json" ? "InternalFailure" : "InternalError", message, { status: 500 });
}

/** AWS has the operation and Skyground has not. Nobody's client tries a 501 again. */
export function notBuilt(operation: string, service: string): ServiceError {
  const message = `${operation} of ${service.toUpperCase()} is not built yet: Skyground answers 501 rather than pretend.`;
  return new ServiceError("NotImplemented", message, { status: 501 });
}

/** Nobody knows such an operation. */
export function unknownOperation(family: Family, name: string, version: string): ServiceError {
  if (family === "json") return new ServiceError("UnknownOperationException", `There is no operation ${name}.`);
  return new ServiceError(
    "InvalidAction",
    `Could not find operation ${name} for version ${version || "NO_VERSION_SPECIFIED"}`,
  );
}

/** A form that calls nothing, unsigned; often somebody's body for S3 that was given no type. */
export function missingAction(): ServiceError {
  const hint = "If the body is no form, give it another content-type than application/x-www-form-urlencoded.";
  return new ServiceError("MissingAction", `The form names no Action. ${hint}`);
}

/** A call of nothing in JSON. */
export function missingTarget(): ServiceError {
  const message = "The request names no operation: the header X-Amz-Target is missing.";
  return new ServiceError("UnknownOperationException", message);
}

/** `rpc-v2-cbor`: no client of AWS's speaks it by itself to a service that is here. */
export function unknownProtocol(name: string): ServiceError {
  const message = `Skyground does not speak ${name.slice(0, MAX_SHOWN)}. Let the client speak the service's JSON, Query or REST protocol.`;
  return new ServiceError("NotImplemented", message, { status: 501 });
}

/** Of what a client sent, in a sentence. */
const MAX_SHOWN = 100;

/** A service of AWS's that is not here, or none at all. */
export function unknownService(name: string, known: readonly string[]): ServiceError {
  const message = `Skyground has no service ${name}. It has ${known.join(", ")}.`;
  return new ServiceError("NotImplemented", message, { status: 501 });
}

export function serializationFault(message: string): ServiceError {
  return new ServiceError("SerializationException", message);
}
