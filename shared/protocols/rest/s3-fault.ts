import type { Answer } from "../codec.ts";
import type { Fault } from "../fault.ts";
import type { WireResponse } from "../wire-message.ts";
import { escapeXml, XML_DECLARATION } from "../xml/escape.ts";

/** The two ids that every answer of S3's has. */
export function s3Ids({ requestId }: Answer): Record<string, string> {
  return { "x-amz-request-id": requestId, "x-amz-id-2": hostId(requestId) };
}

/** S3's second id tells which host answered; here there is one. */
function hostId(requestId: string): string {
  return Buffer.from(`skyground ${requestId}`).toString("base64");
}

/**
 * S3's errors have their details as elements beside code and message. HEAD and 304 have no body.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function writeS3Fault(fault: Fault, answer: Answer): WireResponse {
  const { code, message, status, details } = fault;
  const headers = { ...s3Ids(answer), ...fault.headers };
  if (status === 304) return { status, headers: { ...headers, ...validators(details) } };
  if (answer.head) return { status, headers };
  const more = Object.entries(details).map(([name, value]) => element(name, value));
  const { requestId } = answer;
  const body = [
    `${XML_DECLARATION}<Error>`,
    element("Code", code),
    element("Message", message),
    ...more,
    element("RequestId", requestId),
    element("HostId", hostId(requestId)),
    "</Error>",
  ].join("");
  return { status, headers: { ...headers, "content-type": "application/xml" }, body };
}

function element(name: string, value: unknown): string {
  const text = value === null || value === undefined ? "" : escapeXml(String(value));
  return text === "" ? `<${name}/>` : `<${name}>${text}</${name}>`;
}

function validators({ ETag, LastModified }: Fault["details"]): Record<string, string> {
  return {
    ...(typeof ETag === "string" ? { etag: ETag } : {}),
    ...(LastModified instanceof Date ? { "last-modified": LastModified.toUTCString() } : {}),
  };
}
