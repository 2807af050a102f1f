import type { AlbHandler } from "./alb.ts";
import { deployed } from "./deployed.ts";
import { type RestFunction, restHandler } from "./rest-function.ts";

/** The playground itself (clock, events, inbox, docs, health), and the 404 of every path that nobody has. */
export const playground: RestFunction = { services: ["playground"], create: (app) => restHandler(app, ["playground"]) };

export const handler: AlbHandler = deployed(playground.create);
