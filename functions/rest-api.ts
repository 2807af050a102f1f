import { MAX_IDEMPOTENCY_KEY_LENGTH } from "../shared/engine/idempotency.ts";
import { readPlayground } from "../shared/engine/playgrounds.ts";
import { HttpError } from "../shared/rest/http-error.ts";
import type { RestApi, Route } from "../shared/rest/route.ts";
import { answerRoom } from "./answer-room.ts";
import type { App } from "./app.ts";
import type { Exchange } from "./exchange.ts";

/** What a handler may do, on behalf of one request. */
export function restApi(app: App, exchange: Exchange, region: string, route: Route): RestApi {
  const { engine, docs } = app;
  const { http, playground, account, principal, traceId, requestId, client } = exchange;
  const room = answerRoom(exchange, "json");
  const caller = { playground, account, region, principal, traceId, requestId, baseUrl: http.baseUrl, client, ...room };
  const key = route.method === "POST" ? readIdempotencyKey(http.headers["idempotency-key"]) : undefined;
  let calls = 0;
  return {
    call(operation, input) {
      calls += 1;
      const idempotencyKey = key === undefined ? undefined : nthKey(key, calls);
      return engine.call(operation, input, caller, { signal: http.signal, idempotencyKey });
    },
    async storeBody(bytes, limits) {
      const { root } = await readPlayground(engine.ports.store, playground);
      return engine.bodies.store(bytes, { root, ...limits });
    },
    discardBody: (body) => engine.bodies.discard(body),
    docs,
    openApi: app.openApi,
  };
}

function readIdempotencyKey(key: string | undefined): string | undefined {
  if (key === undefined) return undefined;
  if (key.length > 0 && key.length <= MAX_IDEMPOTENCY_KEY_LENGTH) return key;
  const detail = `An Idempotency-Key has 1 to ${MAX_IDEMPOTENCY_KEY_LENGTH} characters; this one has ${key.length}.`;
  throw new HttpError(400, "InvalidIdempotencyKey", detail);
}

/** A request that makes several calls does so in the same order when it comes again: each call has a key of its own. */
function nthKey(key: string, call: number): string {
  return call === 1 ? key : `${key}\n${call}`;
}
