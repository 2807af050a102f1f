import type { IncomingMessage } from "node:http";
import type { HttpBody } from "../../shared/rest/http-request.ts";
import type { AlbEvent } from "../alb.ts";

/** Stands where a load balancer names its target group. */
const REQUEST_CONTEXT = { elb: { targetGroupArn: "local" } };

/** What an Application Load Balancer would make of a request, with the body as a stream. */
export function albEvent(request: IncomingMessage, bodyStream: HttpBody, signal: AbortSignal): AlbEvent {
  const target = requestTarget(request.url ?? "/");
  const mark = target.indexOf("?");
  return {
    requestContext: REQUEST_CONTEXT,
    httpMethod: request.method ?? "GET",
    path: mark === -1 ? target : target.slice(0, mark),
    multiValueQueryStringParameters: queryValues(mark === -1 ? "" : target.slice(mark + 1)),
    headers: joinedHeaders(request.rawHeaders),
    body: null,
    isBase64Encoded: false,
    bodyStream,
    signal,
    peerAddress: request.socket.remoteAddress,
  };
}

/** Whether the request says that it has a body. */
export function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers["content-length"];
  return headers["transfer-encoding"] !== undefined || (length !== undefined && length !== "0");
}

/** A proxy's client sends the whole URL. */
function requestTarget(url: string): string {
  if (url.startsWith("/")) return url;
  const target = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, "");
  return target.startsWith("/") ? target : `/${target}`;
}

/** Names and values as they were sent, percent-encoded. */
export function queryValues(query: string): Record<string, string[]> {
  const values: Record<string, string[]> = Object.create(null);
  for (const pair of query.split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const name = equals === -1 ? pair : pair.slice(0, equals);
    const value = equals === -1 ? "" : pair.slice(equals + 1);
    const before = values[name];
    if (before) before.push(value);
    else values[name] = [value];
  }
  return values;
}

/** By their lower-case names; the values of one that comes several times are joined. */
function joinedHeaders(raw: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (let index = 0; index < raw.length; index += 2) {
    const name = (raw[index] ?? "").toLowerCase();
    const value = raw[index + 1] ?? "";
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before}, ${value}`;
  }
  return headers;
}
