import type { MiddlewareObj } from "@middy/core";
import { uuid } from "../../shared/core/ids.ts";
import type { Clock } from "../../shared/ports/clock.ts";
import type { Random } from "../../shared/ports/random.ts";
import type { Exchange } from "../exchange.ts";

const TRACE_HEADER = "x-amzn-trace-id";
/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html */
const TRACE_ID = /\b(?:Root|Self)=(1-[0-9a-f]{8}-[0-9a-f]{24})\b/i;

/** Names the request: its own id, and the trace that it belongs to, which the client may have begun. */
export function requestContext({ clock, random }: { clock: Clock; random: Random }): MiddlewareObj<Exchange> {
  return {
    before({ event: exchange }) {
      exchange.requestId = uuid(random);
      exchange.traceId = givenTrace(exchange.http.headers[TRACE_HEADER]) ?? newTrace(clock, random);
      exchange.responseHeaders["x-request-id"] = exchange.requestId;
      exchange.responseHeaders[TRACE_HEADER] = `Root=${exchange.traceId}`;
    },
  };
}

function givenTrace(header: string | undefined): string | undefined {
  return header === undefined ? undefined : TRACE_ID.exec(header)?.[1]?.toLowerCase();
}

function newTrace(clock: Clock, random: Random): string {
  const second = Math.floor(clock.now() / 1000)
    .toString(16)
    .padStart(8, "0");
  return `1-${second}-${Buffer.from(random.bytes(12)).toString("hex")}`;
}
