import type { AlbHandler } from "./alb.ts";
import { deployed } from "./deployed.ts";
import { REST_FUNCTIONS } from "./rest-functions.ts";
import { restHandler } from "./rest-handler.ts";

/** Fargate tasks, services, task definitions and clusters. */
export const handler: AlbHandler = deployed((app) => restHandler(app, REST_FUNCTIONS.tasks));
