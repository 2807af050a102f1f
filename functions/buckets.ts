import type { AlbHandler } from "./alb.ts";
import { deployed } from "./deployed.ts";
import { type RestFunction, restHandler } from "./rest-function.ts";

/** Buckets and their objects. */
export const buckets: RestFunction = { services: ["s3"], create: (app) => restHandler(app, ["s3"]) };

export const handler: AlbHandler = deployed(buckets.create);
