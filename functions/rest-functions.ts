import { assert } from "../shared/core/errors.ts";
import type { AlbHandler } from "./alb.ts";
import type { App } from "./app.ts";
import { restHandler } from "./rest-handler.ts";

/** The REST API's functions, by the names that serverless.yml has for them, and the services whose routes each answers. */
export const REST_FUNCTIONS = {
  buckets: ["s3"],
  topics: ["sns"],
  queues: ["sqs"],
  tasks: ["ecs"],
  playground: ["playground"],
} satisfies Record<string, readonly string[]>;

/** All REST functions behind one door: the resource in the path chooses, and what no function has is the playground's. */
export function restFunctions(app: App): AlbHandler {
  const handlers = new Map<string, AlbHandler>();
  const fallback = restHandler(app, REST_FUNCTIONS.playground);
  for (const service of app.services) {
    const owner = Object.values(REST_FUNCTIONS).find((services) => services.includes(service.name));
    assert(owner || service.routes.length === 0, `no function answers the routes of ${service.name}`);
    const handler = owner && owner !== REST_FUNCTIONS.playground ? restHandler(app, owner) : fallback;
    for (const { path } of service.routes) handlers.set(resourceOf(path), handler);
  }
  return (event) => (handlers.get(resourceOf(event.path)) ?? fallback)(event);
}

/** `/v1/queues/orders` is about queues. */
function resourceOf(path: string): string {
  const end = path.indexOf("/", 4);
  return path.slice(4, end === -1 ? undefined : end);
}
