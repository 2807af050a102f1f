import type { Route } from "../service.ts";
import { messageRoutes } from "./rest-messages.ts";
import { permissionRoutes } from "./rest-permissions.ts";
import { queueRoutes } from "./rest-queues.ts";
import { redriveRoutes } from "./rest-redrive.ts";

export const routes: readonly Route[] = [...queueRoutes, ...redriveRoutes, ...permissionRoutes, ...messageRoutes];
