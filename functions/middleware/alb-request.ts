import type { MiddlewareObj } from "@middy/core";
import { wholeBytes } from "../../shared/core/bytes.ts";
import { DEFAULT_ACCOUNT, DEFAULT_PLAYGROUND } from "../../shared/core/context.ts";
import type { HttpBody, HttpRequest } from "../../shared/rest/http-request.ts";
import type { RestResponse } from "../../shared/rest/route.ts";
import type { AlbEvent, AlbResult } from "../alb.ts";
import type { Exchange } from "../exchange.ts";
import { albResult } from "./alb-result.ts";
import { clientFacts } from "./client-facts.ts";

/** Turns the load balancer's event into an exchange before everything else, and the answer into its result after. */
export function albRequest(): MiddlewareObj<Exchange, RestResponse | AlbResult> {
  return {
    before(request) {
      request.event = readEvent(request.event as unknown as AlbEvent);
    },
    async after(request) {
      request.response = await albResult(request.response as RestResponse, request.event);
    },
    async onError(request) {
      request.response = await albResult(request.response as RestResponse, request.event);
    },
  };
}

export function readEvent(event: AlbEvent): Exchange {
  const http = readHttp(event);
  return {
    http,
    streams: event.bodyStream !== undefined,
    requestId: "",
    traceId: "",
    playground: DEFAULT_PLAYGROUND,
    account: DEFAULT_ACCOUNT,
    principal: { kind: "account", account: DEFAULT_ACCOUNT },
    client: clientFacts(event, http.headers),
    responseHeaders: {},
  };
}

export function readHttp(event: AlbEvent): HttpRequest {
  // The local server's are as they should be already, and every request of its passes here.
  const isLocal = event.bodyStream !== undefined;
  const headers = isLocal ? (event.headers as Headers) : readHeaders(event);
  return {
    method: event.httpMethod,
    path: event.path,
    query: isLocal ? (event.multiValueQueryStringParameters as HttpRequest["query"]) : readQuery(event),
    headers,
    body: event.bodyStream ?? bufferedBody(event),
    baseUrl: baseUrl(headers),
    signal: event.signal ?? NEVER,
  };
}

type Headers = HttpRequest["headers"];

/** A load balancer's event comes whole: its client can't go away unnoticed. */
const NEVER = new AbortController().signal;

function readHeaders({ multiValueHeaders, headers }: AlbEvent): Headers {
  const all: Record<string, string> = Object.create(null);
  if (multiValueHeaders) {
    for (const name in multiValueHeaders) {
      const values = multiValueHeaders[name] ?? [];
      all[name.toLowerCase()] = values.length === 1 ? (values[0] ?? "") : values.join(", ");
    }
    return all;
  }
  for (const name in headers) all[name.toLowerCase()] = headers[name] ?? "";
  return all;
}

function readQuery({ multiValueQueryStringParameters, queryStringParameters }: AlbEvent): HttpRequest["query"] {
  const all: Record<string, readonly string[]> = Object.create(null);
  for (const name in multiValueQueryStringParameters) all[name] = multiValueQueryStringParameters[name] ?? [];
  if (multiValueQueryStringParameters) return all;
  for (const name in queryStringParameters) all[name] = [queryStringParameters[name] ?? ""];
  return all;
}

/** The scheme is what the load balancer saw; nobody but a load balancer is believed to have spoken TLS. */
function baseUrl(headers: Headers): string {
  const scheme = headers["x-forwarded-proto"] === "https" ? "https" : "http";
  return `${scheme}://${headers.host ?? "localhost"}`;
}

function bufferedBody({ body, isBase64Encoded }: AlbEvent): HttpBody {
  const bytes = Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8");
  return { ...wholeBytes(bytes), read: async () => bytes };
}
