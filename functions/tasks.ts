import type { AlbHandler } from "./alb.ts";
import { deployed } from "./deployed.ts";
import { type RestFunction, restHandler } from "./rest-function.ts";

/** Fargate tasks, services, task definitions and clusters. */
export const tasks: RestFunction = { services: ["ecs"], create: (app) => restHandler(app, ["ecs"]) };

export const handler: AlbHandler = deployed(tasks.create);
