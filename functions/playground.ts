import { type RestFunction, restHandler } from "./rest-function.ts";

/** The playground itself (clock, events, inbox, docs, health), and the 404 of every path that nobody has. */
export const playground: RestFunction = { services: ["playground"], create: (app) => restHandler(app, ["playground"]) };
