import type { MiddlewareObj } from "@middy/core";
import { collect, NO_BYTES } from "../../shared/core/bytes.ts";
import type { WireResponse } from "../../shared/protocols/wire-message.ts";
import type { AlbEvent, AlbResult } from "../alb.ts";
import type { Exchange } from "../exchange.ts";
import { readEvent } from "./alb-request.ts";

/** Turns the load balancer's event into an exchange, and what AWS's protocols answer into a result. */
export function wireResult(): MiddlewareObj<Exchange, WireResponse | AlbResult> {
  return {
    before(request) {
      request.event = readEvent(request.event as unknown as AlbEvent);
    },
    async after(request) {
      request.response = await resultOf(request.response as WireResponse, request.event);
    },
  };
}

async function resultOf({ status, headers, body }: WireResponse, exchange: Exchange): Promise<AlbResult> {
  const multiValueHeaders: Record<string, string[]> = {};
  for (const name in exchange.responseHeaders) multiValueHeaders[name] = [exchange.responseHeaders[name] ?? ""];
  for (const name in headers) multiValueHeaders[spelling(name)] = [headers[name] ?? ""];
  const result = { statusCode: status, multiValueHeaders, isBase64Encoded: false };
  // HEAD tells the length of a body that it does not send: a stream's length nobody counts again.
  if (body === undefined && headers["content-length"] !== undefined && exchange.streams) {
    return { ...result, bodyStream: NO_BYTES };
  }
  if (body === undefined) return { ...result, body: "" };
  if (typeof body === "string") return { ...result, body };
  // What a learner stores may be a web page. Shown in a browser, it must not act as this server's own page.
  multiValueHeaders["content-security-policy"] ??= ["sandbox"];
  multiValueHeaders["x-content-type-options"] ??= ["nosniff"];
  if (exchange.streams) return { ...result, bodyStream: body };
  return { ...result, body: (await collect(body)).toString("base64"), isBase64Encoded: true };
}

/** serverless-offline 14.8 dies of a lower-case `content-type`. */
function spelling(name: string): string {
  return name === "content-type" ? "Content-Type" : name;
}
