import type { Route } from "../service.ts";
import { bucketRoutes } from "./rest-buckets.ts";
import { notificationRoutes } from "./rest-notifications.ts";
import { objectListRoutes } from "./rest-object-lists.ts";
import { objectRoutes } from "./rest-objects.ts";

export const routes: readonly Route[] = [...bucketRoutes, ...objectListRoutes, ...objectRoutes, ...notificationRoutes];
