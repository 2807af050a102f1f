import type { AlbHandler } from "./alb.ts";
import { deployed } from "./deployed.ts";
import { type RestFunction, restHandler } from "./rest-function.ts";

/** Topics, their subscriptions and what is published to them. */
export const topics: RestFunction = { services: ["sns"], create: (app) => restHandler(app, ["sns"]) };

export const handler: AlbHandler = deployed(topics.create);
