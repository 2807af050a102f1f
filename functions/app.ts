import { Engine } from "../shared/engine/engine.ts";
import type { Ports } from "../shared/engine/ports.ts";
import { effectRetry } from "../shared/jobs/retry.ts";
import { createDocIndex } from "../shared/rest/doc-index.ts";
import type { HttpRequest } from "../shared/rest/http-request.ts";
import { openApiDocument } from "../shared/rest/openapi.ts";
import type { DocIndex, Route } from "../shared/rest/route.ts";
import type { Service } from "../shared/services/service.ts";
import { VERSION } from "./version.ts";

export interface AppOptions {
  readonly services: readonly Service[];
  readonly ports: Ports;
  /** Asked of every request as a Bearer token when set. */
  readonly apiKey?: string | undefined;
  /** Secrets by access key id: AWS's clients are held to their signatures by them. Without, an apiKey is every key's secret. */
  readonly accessKeys?: ReadonlyMap<string, string> | undefined;
  /** Origins, in lower case, whose pages may call AWS's services though signatures are not verified. */
  readonly corsOrigins?: readonly string[] | undefined;
  /** Throws an HttpError for a request that this door must not answer: the local server's rule on Host and Origin. */
  readonly guard?: ((request: HttpRequest) => void) | undefined;
  /** Hears of every request, when somebody wants to. */
  readonly logAccess?: ((entry: AccessEntry) => void) | undefined;
  /** Hears of bugs and of failures that belong to no caller. */
  onError(error: unknown, during: string): void;
}

export interface AccessEntry {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
  readonly requestId: string;
  readonly traceId: string;
}

/** What the functions share: one engine, the whole API, its help. */
export interface App extends Omit<AppOptions, "ports"> {
  readonly engine: Engine;
  readonly routes: readonly Route[];
  readonly docs: DocIndex;
  openApi(): unknown;
}

export function createApp(options: AppOptions): App {
  const { services, ports, onError } = options;
  const engine = new Engine({ services, ports, retry: effectRetry, onError });
  const routes = services.flatMap((service) => service.routes);
  let document: unknown;
  return {
    ...options,
    engine,
    routes,
    docs: createDocIndex(services.flatMap((service) => service.docs)),
    // Made at the first asking: most runs never look, and the start is quicker without.
    openApi() {
      document ??= openApiDocument(routes, { version: VERSION });
      return document;
    },
  };
}
