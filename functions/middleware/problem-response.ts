import type { MiddlewareObj } from "@middy/core";
import { isBug, problemResponse } from "../../shared/rest/problem.ts";
import type { RestResponse } from "../../shared/rest/route.ts";
import type { AlbResult } from "../alb.ts";
import type { Exchange } from "../exchange.ts";

/** Renders every error once, as problem details; a bug is told to whoever runs the server. */
export function problemDetails(
  onError: (error: unknown, during: string) => void,
): MiddlewareObj<Exchange, RestResponse | AlbResult> {
  return {
    onError(request) {
      const { requestId, traceId, http } = request.event;
      if (isBug(request.error)) onError(request.error, `${http.method} ${http.path} (request ${requestId})`);
      request.response = problemResponse(request.error, { requestId, traceId, baseUrl: http.baseUrl });
    },
  };
}
