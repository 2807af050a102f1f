import { type ByteStream, collect } from "../../shared/core/bytes.ts";
import type { RestResponse } from "../../shared/rest/route.ts";
import type { AlbResult } from "../alb.ts";
import type { Exchange } from "../exchange.ts";

const JSON_TYPE = "application/json";

/** An answer as a load balancer wants it. Bytes stay a stream where the door takes one and are base64 where it doesn't. */
export async function albResult(response: RestResponse, exchange: Exchange): Promise<AlbResult> {
  const { status, json, bytes } = response;
  const multiValueHeaders: Record<string, string[]> = {};
  for (const name in exchange.responseHeaders) multiValueHeaders[name] = [exchange.responseHeaders[name] ?? ""];
  for (const name in response.headers) multiValueHeaders[spelling(name)] = [response.headers[name] ?? ""];
  const result = { statusCode: status, multiValueHeaders, isBase64Encoded: false };
  if (bytes) return bytesResult(result, multiValueHeaders, bytes, exchange.streams);
  if (json === undefined) return { ...result, body: "" };
  multiValueHeaders["Content-Type"] ??= [JSON_TYPE];
  return { ...result, body: `${JSON.stringify(json)}\n` };
}

async function bytesResult(
  result: Omit<AlbResult, "body">,
  headers: Record<string, string[]>,
  bytes: ByteStream,
  streams: boolean,
): Promise<AlbResult> {
  headers["Content-Type"] ??= ["application/octet-stream"];
  // What a learner stores may be a web page. Shown in a browser, it must not act as this server's own page.
  headers["content-security-policy"] ??= ["sandbox"];
  headers["x-content-type-options"] ??= ["nosniff"];
  if (streams) return { ...result, bodyStream: bytes };
  return { ...result, body: (await collect(bytes)).toString("base64"), isBase64Encoded: true };
}

/** serverless-offline 14.8 dies of a lower-case `content-type`. */
function spelling(name: string): string {
  return name.toLowerCase() === "content-type" ? "Content-Type" : name;
}
