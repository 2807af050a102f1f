import { type RestFunction, restHandler } from "./rest-function.ts";

/** Topics, their subscriptions and what is published to them. */
export const topics: RestFunction = { services: ["sns"], create: (app) => restHandler(app, ["sns"]) };
