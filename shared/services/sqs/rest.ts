import type { Route } from "../service.ts";
import { messageRoutes } from "./rest-messages.ts";
import { queueRoutes } from "./rest-queues.ts";

export const routes: readonly Route[] = [...queueRoutes, ...messageRoutes];
