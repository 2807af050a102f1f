import type { Answer, Codec, Source } from "../codec.ts";
import type { Members, Structures } from "../compiled.ts";
import type { Fault } from "../fault.ts";
import { serializationFault } from "../fault.ts";
import type { ServiceModel } from "../model.ts";
import type { WireResponse } from "../wire-message.ts";
import { JsonTypeError, jsonReaders } from "./read-json.ts";
import { jsonWriters } from "./write-json.ts";

/** Where errors that no model has come from, as AWS's services say it. */
const FRAMEWORK = "com.amazon.coral.service#";

export interface JsonOptions {
  readonly version: "1.0" | "1.1";
  readonly namespace: string;
  /** The service once spoke Query: errors say in a header what they were called there. */
  readonly queryErrors: boolean;
}

/** AWS JSON 1.0 and 1.1: https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html */
export function jsonCodec(model: ServiceModel, structures: Structures, options: JsonOptions): Codec {
  const readers = jsonReaders(structures);
  const writers = jsonWriters(structures);
  const contentType = `application/x-amz-json-${options.version}`;
  const headers = ({ requestId }: Answer) => ({ "content-type": contentType, "x-amzn-requestid": requestId });
  return {
    read(operation, source) {
      const shape = model.operations[operation]?.input;
      const json = parseJson(source);
      return shape === undefined ? {} : inWords(() => readers(shape)(json));
    },
    write(operation, output, answer): WireResponse {
      const shape = model.operations[operation]?.output;
      const body = shape === undefined ? "{}" : JSON.stringify(writers(shape)(output));
      return { status: 200, headers: headers(answer), body };
    },
    writeFault(fault, answer) {
      const { code, status } = fault;
      const sender = status < 500 ? "Sender" : "Receiver";
      const query = options.queryErrors ? { "x-amzn-query-error": `${queryCode(code)};${sender}` } : {};
      const body = JSON.stringify({ ...fault.details, ...errorBody(fault, options.namespace) });
      return { status, headers: { ...headers(answer), ...query }, body };
    },
  };
}

function errorBody({ type, message, modeled }: Fault, namespace: string): Members {
  if (namespace === "") return { __type: type, message };
  return { __type: `${modeled ? namespace : FRAMEWORK}${type}`, message };
}

/** What Query says where JSON has a word of its own: what stands before every service is named differently there. */
const QUERY_CODES: ReadonlyMap<string, string> = new Map([
  ["AccessDeniedException", "AccessDenied"],
  ["ExpiredTokenException", "ExpiredToken"],
  ["IncompleteSignatureException", "IncompleteSignature"],
  ["InvalidSignatureException", "SignatureDoesNotMatch"],
  ["MissingAuthenticationTokenException", "MissingAuthenticationToken"],
  ["UnknownOperationException", "InvalidAction"],
  ["UnrecognizedClientException", "InvalidClientTokenId"],
]);

function queryCode(code: string): string {
  return QUERY_CODES.get(code) ?? code;
}

export function parseJson({ bytes }: Pick<Source, "bytes">): unknown {
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    throw serializationFault("The request body is not valid JSON in UTF-8.");
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Runs a reader and says its complaints as AWS does. */
export function inWords<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof JsonTypeError) throw serializationFault(error.message);
    throw error;
  }
}
