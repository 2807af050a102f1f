import type { MiddlewareObj } from "@middy/core";
import type { HttpRequest } from "../../shared/rest/http-request.ts";
import type { Exchange } from "../exchange.ts";

/** Runs the door's own rule, if it has one, on who may come in at all. */
export function guard(rule: ((request: HttpRequest) => void) | undefined): MiddlewareObj<Exchange> {
  return {
    before({ event }) {
      rule?.(event.http);
    },
  };
}
