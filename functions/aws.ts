import type { AlbHandler } from "./alb.ts";
import { awsHandler } from "./aws-handler.ts";
import { deployed } from "./deployed.ts";

/** Every AWS protocol. */
export const handler: AlbHandler = deployed(awsHandler);
