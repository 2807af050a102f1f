import type { AlbHandler } from "./alb.ts";
import type { App } from "./app.ts";
import { restFunction } from "./rest-function.ts";

/** Fargate tasks, services, task definitions and clusters. */
export function tasksFunction(app: App): AlbHandler {
  return restFunction(app, ["ecs"]);
}
