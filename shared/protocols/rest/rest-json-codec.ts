import type { Answer, Codec } from "../codec.ts";
import type { Members } from "../compiled.ts";
import { once, type Structures } from "../compiled.ts";
import { inWords, parseJson } from "../json/json-codec.ts";
import { jsonReaders } from "../json/read-json.ts";
import { jsonWriters } from "../json/write-json.ts";
import type { Member, ServiceModel, Structure } from "../model.ts";
import { bindingReader } from "./read-bindings.ts";
import { headerWriter } from "./write-bindings.ts";

/** REST with JSON, as Lambda speaks it: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export function restJsonCodec(model: ServiceModel, structures: Structures): Codec {
  const readers = jsonReaders(structures);
  const writers = jsonWriters(structures);
  const inputs = once((shape) => ({
    bindings: bindingReader(structures(shape)),
    payload: payloadOf(structures(shape)),
    hasBody: hasBody(structures(shape)),
  }));
  const outputs = once((shape) => ({
    headers: headerWriter(structures(shape)),
    payload: payloadOf(structures(shape)),
    status: statusOf(structures(shape)),
  }));
  return {
    read(operation, source) {
      const shape = model.operations[operation]?.input;
      if (shape === undefined) return {};
      const { bindings, payload, hasBody } = inputs(shape);
      const members = bindings(source);
      if (payload?.member.type === "blob") return { ...members, [payload.name]: source.bytes };
      if (payload?.member.type === "structure") {
        const read = readers(payload.member.shape);
        return { ...members, [payload.name]: inWords(() => read(parseJson(source))) };
      }
      return hasBody ? { ...members, ...inWords(() => readers(shape)(parseJson(source))) } : members;
    },
    write(operation, output, answer, status) {
      const { output: shape, http } = model.operations[operation] ?? {};
      const headers: Record<string, string> = { ...jsonHeaders(answer) };
      const code = status ?? http?.status ?? 200;
      if (shape === undefined) return { status: code, headers };
      const { headers: writeHeaders, payload, status: statusMember } = outputs(shape);
      writeHeaders(output, headers);
      const told = statusMember === undefined ? undefined : output[statusMember];
      const body = writeBody(output, payload, writers, shape);
      return { status: typeof told === "number" ? told : code, headers, ...(body === undefined ? {} : { body }) };
    },
    writeFault({ type, message, status, details }, answer) {
      const fault = status < 500 ? "User" : "Service";
      const body = JSON.stringify({ ...details, Type: fault, message });
      return { status, headers: { ...jsonHeaders(answer), "x-amzn-errortype": type }, body };
    },
  };
}

function jsonHeaders({ requestId }: Answer): Record<string, string> {
  return { "content-type": "application/json", "x-amzn-requestid": requestId };
}

interface Payload {
  readonly name: string;
  readonly member: Member;
}

function payloadOf({ members }: Structure): Payload | undefined {
  const [found] = Object.entries(members).filter(([, member]) => member.in === "payload");
  return found && { name: found[0], member: found[1] };
}

function hasBody({ members }: Structure): boolean {
  return Object.values(members).some((member) => member.in === undefined);
}

function statusOf({ members }: Structure): string | undefined {
  return Object.entries(members).find(([, member]) => member.in === "status")?.[0];
}

function writeBody(
  output: Members,
  payload: Payload | undefined,
  writers: (shape: string) => (members: Members) => Members,
  shape: string,
): string | AsyncIterable<Uint8Array> | undefined {
  if (!payload) return JSON.stringify(writers(shape)(output));
  const value = output[payload.name];
  if (value === undefined) return undefined;
  if (payload.member.type === "structure") return JSON.stringify(writers(payload.member.shape)(value as Members));
  return value as string | AsyncIterable<Uint8Array>;
}
