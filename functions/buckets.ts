import { type RestFunction, restHandler } from "./rest-function.ts";

/** Buckets and their objects. */
export const buckets: RestFunction = { services: ["s3"], create: (app) => restHandler(app, ["s3"]) };
