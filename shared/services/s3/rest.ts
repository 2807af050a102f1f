import type { Route } from "../service.ts";
import { bucketRoutes } from "./rest-buckets.ts";
import { configurationRoutes } from "./rest-configurations.ts";
import { notificationRoutes } from "./rest-notifications.ts";
import { objectListRoutes } from "./rest-object-lists.ts";
import { objectRoutes } from "./rest-objects.ts";

export const routes: readonly Route[] = [
  ...bucketRoutes,
  ...configurationRoutes,
  ...objectListRoutes,
  ...objectRoutes,
  ...notificationRoutes,
];
