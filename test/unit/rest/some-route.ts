import { route } from "../../../shared/rest/route.ts";
import type { Route } from "../../../shared/services/service.ts";

/** A route of which a test wants to know no more than its method and path. */
export function someRoute(method: Route["method"], path: string): Route {
  return route({
    method,
    path,
    id: `${method} ${path}`,
    summary: "A route",
    response: { status: 204, description: "Nothing" },
    handle: async () => ({ status: 204 }),
  });
}
