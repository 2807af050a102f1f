import type { AlbHandler } from "./alb.ts";
import type { App } from "./app.ts";
import { restFunction } from "./rest-function.ts";

/** Topics, their subscriptions and what is published to them. */
export function topicsFunction(app: App): AlbHandler {
  return restFunction(app, ["sns"]);
}
