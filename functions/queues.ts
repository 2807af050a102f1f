import type { AlbHandler } from "./alb.ts";
import type { App } from "./app.ts";
import { restFunction } from "./rest-function.ts";

/** Queues and their messages. */
export function queuesFunction(app: App): AlbHandler {
  return restFunction(app, ["sqs"]);
}
