import type { AlbHandler } from "./alb.ts";
import { deployed } from "./deployed.ts";
import { REST_FUNCTIONS } from "./rest-functions.ts";
import { restHandler } from "./rest-handler.ts";

/** The playground itself (clock, events, inbox, docs, health), and the 404 of every path that nobody has. */
export const handler: AlbHandler = deployed((app) => restHandler(app, REST_FUNCTIONS.playground));
