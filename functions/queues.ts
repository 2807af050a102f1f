import { type RestFunction, restHandler } from "./rest-function.ts";

/** Queues and their messages. */
export const queues: RestFunction = { services: ["sqs"], create: (app) => restHandler(app, ["sqs"]) };
