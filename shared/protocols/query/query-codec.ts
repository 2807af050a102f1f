import { ServiceError } from "../../core/errors.ts";
import type { Answer, Codec } from "../codec.ts";
import type { Structures } from "../compiled.ts";
import type { ServiceModel } from "../model.ts";
import type { WireResponse } from "../wire-message.ts";
import { escapeXml, XML_DECLARATION } from "../xml/escape.ts";
import { xmlWriters } from "../xml/write-xml.ts";
import { FormError, type FormNode } from "./form.ts";
import { queryReaders } from "./read-query.ts";

export interface QueryOptions {
  readonly xmlNamespace: string;
  /** SQS's errors have an empty `<Detail/>`. */
  readonly errorDetail: boolean;
}

/** Forms in, XML out: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export function queryCodec(model: ServiceModel, structures: Structures, options: QueryOptions): Codec {
  const readers = queryReaders(structures);
  const writers = xmlWriters(structures);
  const headers = ({ requestId }: Answer) => ({ "content-type": "text/xml", "x-amzn-requestid": requestId });
  const { xmlNamespace, errorDetail } = options;
  return {
    read(operation, { form }) {
      const shape = model.operations[operation]?.input;
      return shape === undefined ? {} : formInWords(() => readers(shape)(form ?? EMPTY));
    },
    write(operation, output, answer): WireResponse {
      const shape = model.operations[operation]?.output;
      const result = shape === undefined ? "" : element(`${operation}Result`, writers(shape)(output));
      const metadata = `<ResponseMetadata><RequestId>${answer.requestId}</RequestId></ResponseMetadata>`;
      const root = `${operation}Response`;
      const body = `${XML_DECLARATION}<${root} xmlns="${xmlNamespace}">${result}${metadata}</${root}>`;
      return { status: 200, headers: headers(answer), body };
    },
    writeFault({ code, message, status }, answer) {
      const type = status < 500 ? "Sender" : "Receiver";
      const detail = errorDetail ? "<Detail/>" : "";
      const words = `<Type>${type}</Type><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>${detail}`;
      const requestId = `<RequestId>${answer.requestId}</RequestId>`;
      const body = `${XML_DECLARATION}<ErrorResponse xmlns="${xmlNamespace}"><Error>${words}</Error>${requestId}</ErrorResponse>`;
      return { status, headers: headers(answer), body };
    },
  };
}

const EMPTY: FormNode = { children: new Map() };

function element(name: string, content: string): string {
  return content === "" ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

/** Runs a reader of forms and says its complaints as AWS's front doors do. */
export function formInWords<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof FormError) throw new ServiceError("MalformedInput", error.message);
    throw error;
  }
}
