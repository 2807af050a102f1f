import type { MiddlewareObj } from "@middy/core";
import type { Clock } from "../../shared/ports/clock.ts";
import type { RestResponse } from "../../shared/rest/route.ts";
import type { AlbResult } from "../alb.ts";
import type { AccessEntry } from "../app.ts";
import type { Exchange } from "../exchange.ts";

/** Tells of every request when somebody listens. A body that streams may still be under way then. */
export function accessLog(
  log: (entry: AccessEntry) => void,
  clock: Clock,
): MiddlewareObj<Exchange, RestResponse | AlbResult> {
  const started = new WeakMap<Exchange, number>();
  const tell = ({ event, response }: { event: Exchange; response: RestResponse | AlbResult | null | undefined }) => {
    const at = started.get(event) ?? clock.now();
    const status = (response as RestResponse).status;
    const { requestId, traceId, http } = event;
    const milliseconds = clock.now() - at;
    log({ at, method: http.method, path: http.path, status, milliseconds, requestId, traceId });
  };
  return {
    before: ({ event }) => {
      started.set(event, clock.now());
    },
    after: tell,
    onError: tell,
  };
}
