import type { AlbHandler } from "./alb.ts";
import { deployed } from "./deployed.ts";
import { type RestFunction, restHandler } from "./rest-function.ts";

/** Queues and their messages. */
export const queues: RestFunction = { services: ["sqs"], create: (app) => restHandler(app, ["sqs"]) };

export const handler: AlbHandler = deployed(queues.create);
