import { uuid } from "../../shared/core/ids.ts";
import type { HttpRequest } from "../../shared/rest/http-request.ts";
import { problemResponse } from "../../shared/rest/problem.ts";
import type { AlbEvent, AlbHandler, AlbResult } from "../alb.ts";
import type { App } from "../app.ts";
import { readHttp } from "../middleware/alb-request.ts";
import { restFunctions } from "../rest-functions.ts";
import { wantsHtml } from "./landing/accept.ts";
import { wireNotBuilt, wireProtocol } from "./wire-not-built.ts";

/**
 * Everything on one port, in this order: REST under /v1 (no bucket can be called v1: names have at least three
 * characters), AWS's protocols by what only they carry, a person's GET /, and S3's path style for the rest.
 */
export function createFrontDoor(app: App): AlbHandler {
  const rest = restFunctions(app);
  return async (event) => {
    if (event.path.startsWith("/v1/") || event.path === "/v1") return rest(event);
    const http = readHttp(event);
    const requestId = uuid(app.engine.ports.random);
    const protocol = wireProtocol(http);
    if (protocol) return wireNotBuilt(protocol, requestId);
    if (event.path === "/" && (event.httpMethod === "GET" || event.httpMethod === "HEAD")) {
      return landing(app, rest, event, http, requestId);
    }
    return wireNotBuilt("s3", requestId);
  };
}

async function landing(
  app: App,
  rest: AlbHandler,
  event: AlbEvent,
  http: HttpRequest,
  requestId: string,
): Promise<AlbResult> {
  try {
    app.guard?.(http);
  } catch (error) {
    const { status, headers, json } = problemResponse(error, { baseUrl: http.baseUrl, traceId: "", requestId });
    const type = { "Content-Type": [headers?.["content-type"] ?? ""] };
    return { statusCode: status, multiValueHeaders: type, body: `${JSON.stringify(json)}\n`, isBase64Encoded: false };
  }
  // Its text is only read when somebody looks.
  const { landingResult } = await import("./landing/landing.ts");
  return landingResult({ app, rest, event, baseUrl: http.baseUrl, html: wantsHtml(http.headers.accept) });
}
