import type { AlbHandler } from "./alb.ts";
import type { App } from "./app.ts";
import { restFunction } from "./rest-function.ts";

/** The playground itself: clock, events, inbox, docs, health; and the 404 of every path that nobody has. */
export function playgroundFunction(app: App): AlbHandler {
  return restFunction(app, ["playground"]);
}
