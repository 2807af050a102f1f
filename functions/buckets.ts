import type { AlbHandler } from "./alb.ts";
import type { App } from "./app.ts";
import { restFunction } from "./rest-function.ts";

/** Buckets and their objects. */
export function bucketsFunction(app: App): AlbHandler {
  return restFunction(app, ["s3"]);
}
