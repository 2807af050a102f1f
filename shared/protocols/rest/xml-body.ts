import { ServiceError } from "../../core/errors.ts";
import type { Members, Structures } from "../compiled.ts";
import type { Member, Structure } from "../model.ts";
import type { WireResponse } from "../wire-message.ts";
import { escapeXml, XML_DECLARATION } from "../xml/escape.ts";
import { parseXml, XmlError } from "../xml/parse.ts";
import type { XmlReader } from "../xml/read-xml.ts";
import type { XmlWriter } from "../xml/write-xml.ts";

type Payload = readonly [name: string, member: Member];

function payloadOf({ members }: Structure): Payload | undefined {
  return Object.entries(members).find(([, member]) => member.in === "payload");
}

/** Whether the body is a text of another kind than XML. S3 has one, a bucket's policy, which is JSON. */
export function hasTextBody(structure: Structure): boolean {
  return payloadOf(structure)?.[1].type === "string";
}

/** The member that is a body of any size. */
export function streamedMember({ members }: Structure): string | undefined {
  return Object.entries(members).find(([, member]) => member.type === "blob" && member.streaming)?.[0];
}

/** Compiles a reader of the body of a request: one element, if there is one at all. */
export function bodyReader(
  structure: Structure,
  readers: (shape: string) => XmlReader,
): ((bytes: Uint8Array) => Members) | undefined {
  const [name, payload] = payloadOf(structure) ?? [];
  const read = payload && payloadReader(payload, readers);
  if (name === undefined || !read) return undefined;
  const required = structure.required?.includes(name) === true;
  return (bytes) => {
    if (bytes.length > 0) return { [name]: inWords(() => read(bytes)) };
    if (required) throw new ServiceError("MissingRequestBodyError", "Request Body is empty");
    return {};
  };
}

function payloadReader(
  payload: Member,
  readers: (shape: string) => XmlReader,
): ((bytes: Uint8Array) => unknown) | undefined {
  // A bucket policy: a document of its own kind, as it is.
  if (payload.type === "string") return (bytes) => utf8.decode(bytes);
  if (payload.type !== "structure") return undefined;
  const read = readers(payload.shape);
  const rootName = payload.xmlName ?? payload.shape;
  return (bytes) => read(rootElement(bytes, rootName));
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function rootElement(bytes: Uint8Array, name: string) {
  const root = parseXml(utf8.decode(bytes));
  if (root.name !== name) throw new XmlError(`The root is ${root.name}, not ${name}`);
  return root;
}

function inWords<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    // TextDecoder throws a TypeError for what is no UTF-8.
    if (!(error instanceof XmlError || error instanceof TypeError)) throw error;
    const message = "The XML you provided was not well-formed or did not validate against our published schema";
    throw new ServiceError("MalformedXML", message);
  }
}

/** Compiles a writer of the body of an answer: bytes as they are, one element, or nothing. */
export function bodyWriter(
  shape: string,
  structures: Structures,
  writers: (shape: string) => XmlWriter,
  namespace: string,
): (output: Members) => WireResponse["body"] {
  const structure = structures(shape);
  const [name, payload] = payloadOf(structure) ?? [];
  if (name !== undefined && (payload?.type === "blob" || payload?.type === "string"))
    return (output) => output[name] as WireResponse["body"];
  const document = (root: string, content: string) =>
    `${XML_DECLARATION}<${root} xmlns="${namespace}">${content}</${root}>`;
  if (name !== undefined && payload?.type === "structure") {
    const write = writers(payload.shape);
    const root = payload.xmlName ?? payload.shape;
    return (output) => (output[name] === undefined ? undefined : document(root, write(output[name] as Members)));
  }
  const inBody = Object.entries(structure.members).filter(([, member]) => member.in === undefined);
  const root = structure.xmlName ?? shape;
  const [only] = inBody;
  if (!only) return () => undefined;
  // GetBucketLocation answers one element with a text, not one within another of the same name.
  if (inBody.length === 1 && only[0] === root) return (output) => document(root, escapeXml(String(output[root] ?? "")));
  const write = writers(shape);
  return (output) => document(root, write(output));
}
