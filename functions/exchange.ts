import type { ClientFacts, Principal } from "../shared/core/context.ts";
import type { HttpRequest } from "../shared/rest/http-request.ts";

/** One request on its way through the stack. The middleware fill it in, in their order; the handler reads it. */
export interface Exchange {
  readonly http: HttpRequest;
  /** Whether the door that it came through can answer with a stream. */
  readonly streams: boolean;
  requestId: string;
  /** AWS's X-Ray form: `1-<8 hex>-<24 hex>`. */
  traceId: string;
  playground: string;
  account: string;
  principal: Principal;
  readonly client: ClientFacts;
  /** Headers that every answer to this request carries. */
  readonly responseHeaders: Record<string, string>;
}
