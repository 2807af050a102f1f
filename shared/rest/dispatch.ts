import { NO_BYTES } from "../core/bytes.ts";
import { HttpError } from "./http-error.ts";
import type { HttpRequest } from "./http-request.ts";
import { readJson } from "./json-body.ts";
import { notBuiltYet } from "./not-built.ts";
import { decodeQuery } from "./percent.ts";
import { readRegion } from "./region.ts";
import type { RestApi, RestResponse, Route } from "./route.ts";
import type { Router } from "./router.ts";
import { suggestRoutes } from "./suggest.ts";
import { refuseUnknown, validate } from "./validate.ts";

/** What a door has found out about who asks. */
export interface Asker {
  readonly account: string;
  readonly playground: string;
}

export interface DispatchTools {
  readonly router: Router;
  /** Every route of the API, for suggestions: a function answers only its own. */
  readonly allRoutes: readonly Route[];
  /** What the handler may do, once the region is known. */
  api(region: string, route: Route): RestApi;
}

/** Finds the route of a request, checks every part of the request, and runs the handler. */
export async function dispatch(request: HttpRequest, asker: Asker, tools: DispatchTools): Promise<RestResponse> {
  const { route, params } = findRoute(request, tools);
  const { region, query } = readQuery(request.query, route);
  const restRequest = {
    params: route.params ? validate(route.params, params, "path") : params,
    query: readRouteQuery(route, query),
    body: await readBody(route, request),
    bytes: route.body === "bytes" ? request.body : NO_BYTES,
    headers: request.headers,
    baseUrl: request.baseUrl,
    account: asker.account,
    playground: asker.playground,
    region,
    signal: request.signal,
  };
  return route.handle(restRequest, tools.api(region, route));
}

function findRoute({ method, path }: HttpRequest, { router, allRoutes }: DispatchTools) {
  const match = router.match(method, path);
  if (match.kind === "route") return match;
  if (match.kind === "method") throw wrongMethod(method, path, match.allow);
  const planned = notBuiltYet(path);
  if (planned) throw new HttpError(501, "NotImplemented", planned);
  throw unknownPath(method, path, allRoutes);
}

function wrongMethod(method: string, path: string, allow: readonly string[]): HttpError {
  const methods = allow.join(", ");
  const detail = `${method} does nothing at ${path}. It answers ${methods}.`;
  return new HttpError(405, "MethodNotAllowed", detail, { headers: { allow: methods } });
}

function unknownPath(method: string, path: string, routes: readonly Route[]): HttpError {
  const suggestions = suggestRoutes(method, path, routes);
  const next =
    suggestions.length > 0
      ? `Did you mean ${suggestions.join(" or ")}?`
      : "GET /v1/openapi.json lists everything that there is.";
  const detail = `There is nothing at ${path}. ${next}`;
  return new HttpError(404, "RouteNotFound", detail, { details: { suggestions } });
}

type QueryValues = Record<string, string | string[]>;

/** The query, decoded, without the region, which every route understands. A name that comes twice has a list of values. */
function readQuery(raw: HttpRequest["query"], route: Route): { region: string; query: QueryValues } {
  const query: QueryValues = Object.create(null);
  for (const name in raw) {
    const values = (raw[name] ?? []).map(decodeQuery);
    query[decodeQuery(name)] = values.length === 1 && values[0] !== undefined ? values[0] : values;
  }
  const region = readRegion(query.region, route.allRegions === true);
  delete query.region;
  return { region, query };
}

function readRouteQuery(route: Route, query: QueryValues): unknown {
  if (route.query) return validate(route.query, { ...query }, "query");
  refuseUnknown(Object.keys(query), "query");
  return query;
}

async function readBody(route: Route, request: HttpRequest): Promise<unknown> {
  if (route.body === "bytes") return undefined;
  if (!route.body) return refuseBody(request);
  const json = await readJson(request);
  if (json !== undefined) return validate(route.body, json, "body");
  // A body that may be left out is the empty object, so that the schema's defaults hold.
  return validate(route.body, route.bodyOptional ? {} : undefined, "body");
}

/** Nobody reads a body here; a client that sends one believes that somebody does. `{}` is what some clients always send. */
async function refuseBody(request: HttpRequest): Promise<undefined> {
  const { headers } = request;
  const declared = headers["content-length"];
  if ((declared === undefined || declared === "0") && headers["transfer-encoding"] === undefined) return undefined;
  const json = await readJson(request);
  if (json === undefined) return undefined;
  refuseUnknown(typeof json === "object" && json !== null ? Object.keys(json) : [""], "body");
  return undefined;
}
