import { ServiceError } from "../../shared/core/errors.ts";
import type { Engine } from "../../shared/engine/engine.ts";
import { readPlayground } from "../../shared/engine/playgrounds.ts";
import type { Caller } from "../../shared/engine/request.ts";
import type { StreamBinding } from "../../shared/protocols/binding.ts";
import type { ChunkVerifier } from "../../shared/protocols/body/aws-chunked.ts";
import { decodedHeaders } from "../../shared/protocols/body/decoded-headers.ts";
import {
  announcedLength,
  type BodyOptions,
  verifiedBody,
  verifyBytes,
} from "../../shared/protocols/body/verified-body.ts";
import type { Members } from "../../shared/protocols/compiled.ts";
import { familyOf } from "../../shared/protocols/fault.ts";
import type { WireProtocol } from "../../shared/protocols/model.ts";
import type { Called } from "../../shared/protocols/resolve-call.ts";
import type { WireResponse } from "../../shared/protocols/wire-message.ts";
import type { HttpRequest } from "../../shared/rest/http-request.ts";

export interface CallTools {
  readonly engine: Engine;
  readonly caller: Caller;
  readonly http: HttpRequest;
  readonly verifier: ChunkVerifier | undefined;
  /** What the input has besides what the request says. */
  readonly more?: Members;
  readBody(): Promise<Uint8Array>;
}

const EMPTY = new Uint8Array(0);

/** Reads a call's input, runs its operation and writes its answer. */
export async function runCall(called: Called, tools: CallTools): Promise<WireResponse> {
  const { service, protocol, operation, form, labels } = called;
  const { engine, caller, http, verifier } = tools;
  const codec = service.codec(protocol);
  const streamed = codec.streamed?.(operation);
  const stream = service.binding.streams?.[operation];
  const headers = decodedHeaders(http.headers);
  const request = headers === http.headers ? http : { ...http, headers };
  const checksums = service.model.operations[operation]?.checksum === true;
  const options = { headers: http.headers, checksums, verifier };
  const bytes = streamed === undefined ? await readWhole(protocol, tools, options) : EMPTY;
  const read = codec.read(operation, { request, bytes, form, labels });
  const bound = service.binding.operations?.[operation];
  const whole = service.binding.input?.(read, request) ?? read;
  const input = { ...(bound?.input?.(whole, request) ?? whole), ...tools.more };
  const body = streamed !== undefined && stream ? { member: streamed, stream, options } : undefined;
  const output = body
    ? await callWithBody(called, input, body, tools)
    : await engine.call({ service: service.name, name: operation }, input, caller, { signal: http.signal });
  const members = output as Members;
  const answer = { requestId: caller.requestId, operation, head: http.method === "HEAD" };
  return codec.write(operation, bound?.output?.(members) ?? members, answer, bound?.status?.(members));
}

/** Only S3's clients say what their body sums up to besides signing it. */
async function readWhole(protocol: WireProtocol, { readBody }: CallTools, options: BodyOptions): Promise<Uint8Array> {
  const bytes = await readBody();
  return familyOf(protocol) === "s3" ? verifyBytes(bytes, options) : bytes;
}

interface BodyInput {
  readonly member: string;
  readonly stream: StreamBinding;
  readonly options: BodyOptions;
}

/** Bytes first, row second: the body is stored and checked as it comes, and forgotten when no row came to name it. */
async function callWithBody(
  { service, operation }: Called,
  input: Members,
  { member, stream, options }: BodyInput,
  { engine, caller, http }: CallTools,
): Promise<unknown> {
  const { maxBytes, inlineBytes, prepare, sumsUp } = stream;
  const verified = verifiedBody(http.body, { ...options, sumsUp });
  // A refusal costs less than an upload; for what fits in a row anyhow one look is enough.
  if (prepare !== undefined && (announcedLength(http.headers) ?? maxBytes) > inlineBytes) {
    await engine.call({ service: service.name, name: prepare }, input, caller);
  }
  const { root } = await readPlayground(engine.ports.store, caller.playground);
  const body = await engine.bodies.store(verified.bytes, { root, maxBytes, inlineBytes });
  const checksum = verified.checksum();
  const sum = checksum ? { [checksum.member]: checksum.value } : { ComputedChecksum: verified.computed() };
  const ref = { service: service.name, name: operation };
  try {
    return await engine.call<Members, unknown>(ref, { ...input, ...sum, [member]: body }, caller, {
      signal: http.signal,
    });
  } catch (error) {
    // Refused, so no row names the body. After any other error one might: that is for the sweep to find out.
    if (error instanceof ServiceError) await engine.bodies.discard(body);
    throw error;
  }
}
