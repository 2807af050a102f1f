import type { Service } from "../service.ts";
import { docs } from "./docs.ts";
import { advanceClock } from "./operations/advance-clock.ts";
import { dropRoot } from "./operations/drop-root.ts";
import { getClock } from "./operations/get-clock.ts";
import { readEvents } from "./operations/read-events.ts";
import { readInbox } from "./operations/read-inbox.ts";
import { resetPlayground } from "./operations/reset-playground.ts";
import { routes } from "./rest.ts";

/** Skyground's own: what AWS has no service for. */
export const playground: Service = {
  name: "playground",
  operations: [advanceClock, dropRoot, getClock, readEvents, readInbox, resetPlayground],
  routes,
  docs,
};
