import type { Route } from "../service.ts";
import { clusterRoutes } from "./rest-clusters.ts";
import { definitionRoutes } from "./rest-definitions.ts";
import { serviceRoutes } from "./rest-services.ts";
import { taskRoutes } from "./rest-tasks.ts";

export const routes: readonly Route[] = [...taskRoutes, ...serviceRoutes, ...definitionRoutes, ...clusterRoutes];
