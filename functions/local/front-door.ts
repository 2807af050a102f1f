import { uuid } from "../../shared/core/ids.ts";
import { speaksAws } from "../../shared/protocols/identify.ts";
import { hostBucket } from "../../shared/protocols/virtual-host.ts";
import type { HttpRequest } from "../../shared/rest/http-request.ts";
import { problemResponse } from "../../shared/rest/problem.ts";
import type { AlbEvent, AlbHandler, AlbResult } from "../alb.ts";
import type { App } from "../app.ts";
import { readHttp } from "../middleware/alb-request.ts";
import { restFunctions } from "../rest-functions.ts";
import { wantsHtml } from "./landing/accept.ts";

/**
 * Everything on one port, in this order: REST under /v1 (no bucket can be called v1: names have at least three
 * characters), a person's GET /, and AWS's protocols for the rest, which tell each other apart (identify.ts).
 */
export function createFrontDoor(app: App): AlbHandler {
  const rest = restFunctions(app);
  let awsDoor: Promise<AlbHandler> | undefined;
  const aws: AlbHandler = async (event) => {
    // AWS's protocols are fifty files that a start is quicker without.
    awsDoor ??= import("../aws-handler.ts").then(({ awsHandler }) => awsHandler(app));
    return (await awsDoor)(event);
  };
  return async (event) => {
    if (event.path.startsWith("/v1/") || event.path === "/v1") {
      if (isVirtualHosted(event)) return aws(event);
      return isHelpInBrowser(event) ? help(await rest(event)) : rest(event);
    }
    if (event.path === "/" && (event.httpMethod === "GET" || event.httpMethod === "HEAD")) {
      const http = readHttp(event);
      if (!speaksAws(http)) return landing(app, rest, event, http, uuid(app.engine.ports.random));
    }
    return aws(event);
  };
}

/** A key may begin with `v1/` where the bucket stands in the host: AWS's signature tells such a request from one of ours. */
function isVirtualHosted(event: AlbEvent): boolean {
  const host = event.headers?.host ?? "";
  if (hostBucket({ headers: { host } }) === undefined) return false;
  return speaksAws(readHttp(event));
}

/** The help, where a person and not a program reads it. */
function isHelpInBrowser({ path, httpMethod, headers }: AlbEvent): boolean {
  const isHelp = path === "/v1/docs" || path.startsWith("/v1/docs/");
  return isHelp && httpMethod === "GET" && wantsHtml(headers?.accept);
}

async function help(answer: AlbResult): Promise<AlbResult> {
  const { helpResult } = await import("./landing/help.ts");
  return helpResult(answer);
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
