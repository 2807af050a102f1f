import middy from "@middy/core";
import { dispatch } from "../shared/rest/dispatch.ts";
import type { HttpRequest } from "../shared/rest/http-request.ts";
import type { RestResponse } from "../shared/rest/route.ts";
import { createRouter } from "../shared/rest/router.ts";
import type { AlbHandler, AlbResult } from "./alb.ts";
import type { App } from "./app.ts";
import type { Exchange } from "./exchange.ts";
import { accessLog } from "./middleware/access-log.ts";
import { albRequest } from "./middleware/alb-request.ts";
import { authenticate } from "./middleware/authenticate.ts";
import { guard } from "./middleware/guard.ts";
import { problemDetails } from "./middleware/problem-response.ts";
import { requestContext } from "./middleware/request-context.ts";
import { restApi } from "./rest-api.ts";

/**
 * The stack that every REST function is made of, around the routes of its services. An error runs through it from the
 * inside out as an answer does: rendered by problemDetails, told by the access log, turned into a result by albRequest.
 */
export function restHandler(app: App, services: readonly string[]): AlbHandler {
  const own = app.services.filter((service) => services.includes(service.name));
  const router = createRouter(own.flatMap((service) => service.routes));
  const answer = (exchange: Exchange): Promise<RestResponse> =>
    dispatch(exchange.http, exchange, {
      router,
      allRoutes: app.routes,
      api: (region, route) => restApi(app, exchange, region, route),
    });
  const { ports } = app.engine;
  const stack = middy<Exchange, RestResponse | AlbResult>(answer).use(albRequest());
  if (app.logAccess) stack.use(accessLog(app.logAccess, ports.clock));
  const isOpen = ({ method, path }: HttpRequest): boolean => {
    const match = router.match(method, path);
    return match.kind === "route" && match.route.open === true;
  };
  stack.use(requestContext(ports)).use(problemDetails(app.onError)).use(guard(app.guard));
  stack.use(authenticate(app.apiKey, isOpen));
  return stack as unknown as AlbHandler;
}
