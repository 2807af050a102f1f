import { parseXml, type XmlElement } from "../../../shared/protocols/xml/parse.ts";

/** An error as AWS's Python client shows it, which is how the recordings have it. */
export interface WireError {
  readonly status: number;
  readonly [member: string]: unknown;
}

type Headers = Record<string, string>;

/** Says who asks, and would convince nobody: for servers that don't verify signatures. */
export const SIGNED = {
  authorization: "AWS4-HMAC-SHA256 Credential=test/20260131/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0",
} as const;

/** Calls without a client, so that a test sees what stands on the wire and may send what no client would. */
export function wireCalls(server: { readonly url: string }) {
  return {
    /** AWS JSON. */
    async json(target: string, input: unknown, headers: Headers = {}): Promise<Response> {
      const type = { "content-type": "application/x-amz-json-1.0", "x-amz-target": target };
      return fetch(server.url, { method: "POST", headers: { ...type, ...headers }, body: body(input) });
    },
    /** AWS Query. */
    async form(fields: Record<string, string>, headers: Headers = {}): Promise<Response> {
      return fetch(server.url, { method: "POST", headers, body: new URLSearchParams(fields) });
    },
    /** Signed by the default account, where signatures are not verified and the path does not say who asks. */
    async s3(method: string, path: string, headers: Headers = {}, content?: string | Uint8Array): Promise<Response> {
      const sent = content === undefined ? {} : { body: Buffer.from(content) };
      const signed = /[?&](?:X-Amz-|AWSAccessKeyId)/.test(path) ? {} : SIGNED;
      return fetch(`${server.url}${path}`, { method, headers: { ...signed, ...headers }, ...sent });
    },
  };
}

function body(input: unknown): string {
  return typeof input === "string" ? input : JSON.stringify(input);
}

export function sqs(operation: string): string {
  return `AmazonSQS.${operation}`;
}

export async function errorOf(response: Response): Promise<WireError> {
  const text = await response.text();
  const { status, headers } = response;
  if (headers.get("content-type")?.includes("json")) return jsonError(status, text, headers.get("x-amzn-query-error"));
  if (text === "") return { status };
  const root = parseXml(text);
  const error = root.name === "ErrorResponse" ? root.children.find(({ name }) => name === "Error") : root;
  const members = (error?.children ?? []).filter(({ name }) => name !== "RequestId" && name !== "HostId");
  return { status, ...Object.fromEntries(members.map((child) => [child.name, child.text === "" ? null : child.text])) };
}

function jsonError(status: number, text: string, queryError: string | null): WireError {
  const { __type, message } = JSON.parse(text) as { __type: string; message: string };
  const type = __type.slice(__type.indexOf("#") + 1);
  const [Code = type, Type] = queryError?.split(";") ?? [];
  return { status, Code, Message: message, ...(Type ? { QueryErrorCode: type, Type } : {}) };
}

/** A document as nested texts and lists, to look into. */
export function xmlOf(text: string): XmlElement {
  return parseXml(text);
}

export function textAt(root: XmlElement, ...path: string[]): string | undefined {
  let element: XmlElement | undefined = root;
  for (const name of path) element = element?.children.find((child) => child.name === name);
  return element?.text;
}
