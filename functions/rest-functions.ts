import { assert } from "../shared/core/errors.ts";
import type { AlbHandler } from "./alb.ts";
import type { App } from "./app.ts";
import { buckets } from "./buckets.ts";
import { playground } from "./playground.ts";
import { queues } from "./queues.ts";
import { tasks } from "./tasks.ts";
import { topics } from "./topics.ts";

/** By the names that serverless.yml has for them. */
export const REST_FUNCTIONS = { buckets, topics, queues, tasks, playground };

/** All REST functions behind one door: the resource in the path chooses, and what no function has is the playground's. */
export function restFunctions(app: App): AlbHandler {
  const handlers = new Map<string, AlbHandler>();
  const fallback = playground.create(app);
  for (const service of app.services) {
    const owner = Object.values(REST_FUNCTIONS).find(({ services }) => services.includes(service.name));
    assert(owner || service.routes.length === 0, `no function answers the routes of ${service.name}`);
    const handler = owner && owner !== playground ? owner.create(app) : fallback;
    for (const { path } of service.routes) handlers.set(resourceOf(path), handler);
  }
  return (event) => (handlers.get(resourceOf(event.path)) ?? fallback)(event);
}

/** `/v1/queues/orders` is about queues. */
function resourceOf(path: string): string {
  const end = path.indexOf("/", 4);
  return path.slice(4, end === -1 ? undefined : end);
}
