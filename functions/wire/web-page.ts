import type { Approach } from "../../shared/protocols/identify.ts";
import { hostBucket } from "../../shared/protocols/virtual-host.ts";
import type { WireResponse } from "../../shared/protocols/wire-message.ts";
import type { HttpRequest } from "../../shared/rest/http-request.ts";
import type { App } from "../app.ts";
import type { Exchange } from "../exchange.ts";

/*
 * Web pages may call AWS's services from a browser (not buckets: these have rules of their own, cors.ts). Here they may where signatures
 * are verified, for a page needs the secret then, as on AWS; and otherwise only pages that whoever runs the server has named, because
 * any page that a browser shows could send requests in its user's name. docs/decisions/0112.
 */

/** Whether the page that a request comes from, if it comes from one of another origin, may send it. */
export type PageRule = (http: Pick<HttpRequest, "headers">) => boolean;

export function pageRule({ corsOrigins = [] }: Pick<App, "corsOrigins">, verified: boolean): PageRule {
  const named = new Set(corsOrigins);
  return ({ headers: { origin } }) => origin !== undefined && (verified || named.has(origin.toLowerCase()));
}

/** The door's rule on Host and Origin, which does not look at an origin that may. */
export function guardOf({ guard }: Pick<App, "guard">, allows: PageRule): (http: HttpRequest) => void {
  return (http) => guard?.(allows(http) ? withoutOrigin(http) : http);
}

/** A browser asks before it sends what a page could not send without it. Undefined for what is no such question. */
export function preflight({ http }: Exchange, allows: PageRule): WireResponse | undefined {
  const { method, headers } = http;
  const wanted = headers["access-control-request-method"];
  if (method !== "OPTIONS" || wanted === undefined || !allows(http) || !isServicePath(http)) return undefined;
  const requested = headers["access-control-request-headers"];
  return {
    status: 200,
    headers: {
      ...corsHeaders(http),
      "access-control-allow-methods": "GET, POST, OPTIONS",
      ...(requested === undefined ? {} : { "access-control-allow-headers": requested }),
      "access-control-max-age": String(PREFLIGHT_SECONDS),
    },
    body: "",
  };
}

/** AWS's own answer is good for two days. */
const PREFLIGHT_SECONDS = 172_800;

/** Lets a page read the answer, errors included. Buckets' answers are for cors.ts. */
export function openToPage(exchange: Exchange, { style }: Approach, allows: PageRule): void {
  if (style !== "rest" && allows(exchange.http)) Object.assign(exchange.responseHeaders, corsHeaders(exchange.http));
}

/** What AWS exposes, and our own trace. */
const EXPOSED =
  "x-amzn-requestid, x-amzn-errortype, x-amzn-errormessage, x-amzn-query-error, x-amzn-trace-id, x-amz-crc32, date";

function corsHeaders({ headers: { origin = "" } }: HttpRequest): Record<string, string> {
  return { "access-control-allow-origin": origin, "access-control-expose-headers": EXPOSED, vary: "Origin" };
}

/** `/`, to which all clients post, or a queue's own URL, to which older ones do. Everything else is a bucket's. */
function isServicePath(http: HttpRequest): boolean {
  return (http.path === "/" || /^\/\d{12}\/[^/]+$/.test(http.path)) && hostBucket(http) === undefined;
}

/** The rule on Host holds all the same. */
function withoutOrigin(http: HttpRequest): HttpRequest {
  const { origin: _, ...headers } = http.headers;
  return { ...http, headers };
}
