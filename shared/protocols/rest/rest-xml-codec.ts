import type { Codec } from "../codec.ts";
import { once, type Structures } from "../compiled.ts";
import type { ServiceModel } from "../model.ts";
import { xmlReaders } from "../xml/read-xml.ts";
import { xmlWriters } from "../xml/write-xml.ts";
import { bindingReader } from "./read-bindings.ts";
import { s3Ids, writeS3Fault } from "./s3-fault.ts";
import { headerWriter } from "./write-bindings.ts";
import { bodyReader, bodyWriter, hasTextBody, streamedMember } from "./xml-body.ts";

/** REST with XML, as S3 speaks it: https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html */
export function restXmlCodec(model: ServiceModel, structures: Structures): Codec {
  const readers = xmlReaders(structures);
  const writers = xmlWriters(structures);
  const inputs = once((shape) => {
    const structure = structures(shape);
    return {
      bindings: bindingReader(structure),
      body: bodyReader(structure, readers),
      streamed: streamedMember(structure),
    };
  });
  const outputs = once((shape) => ({
    headers: headerWriter(structures(shape)),
    body: bodyWriter(shape, structures, writers, model.xmlNamespace ?? ""),
    type: hasTextBody(structures(shape)) ? "application/json" : "application/xml",
  }));
  const inputOf = (operation: string) => {
    const shape = model.operations[operation]?.input;
    return shape === undefined ? undefined : inputs(shape);
  };
  return {
    read(operation, source) {
      const input = inputOf(operation);
      return { ...input?.bindings(source), ...input?.body?.(source.bytes) };
    },
    write(operation, output, answer, status) {
      const { output: shape, http } = model.operations[operation] ?? {};
      const headers = s3Ids(answer);
      const written = shape === undefined ? undefined : outputs(shape);
      written?.headers(output, headers);
      const body = written?.body(output);
      if (typeof body === "string") headers["content-type"] = written?.type ?? "application/xml";
      return { status: status ?? http?.status ?? 200, headers, ...(body === undefined ? {} : { body }) };
    },
    writeFault: writeS3Fault,
    streamed: (operation) => inputOf(operation)?.streamed,
  };
}
