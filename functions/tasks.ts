import { type RestFunction, restHandler } from "./rest-function.ts";

/** Fargate tasks, services, task definitions and clusters. */
export const tasks: RestFunction = { services: ["ecs"], create: (app) => restHandler(app, ["ecs"]) };
