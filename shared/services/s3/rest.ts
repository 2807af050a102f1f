import type { Route } from "../service.ts";
import { bucketRoutes } from "./rest-buckets.ts";
import { configurationRoutes } from "./rest-configurations.ts";
import { notificationRoutes } from "./rest-notifications.ts";
import { objectListRoutes } from "./rest-object-lists.ts";
import { objectSettingRoutes } from "./rest-object-settings.ts";
import { objectRoutes } from "./rest-objects.ts";
import { presignRoutes } from "./rest-presign.ts";
import { restorationRoutes } from "./rest-restorations.ts";
import { versionRoutes } from "./rest-versions.ts";

export const routes: readonly Route[] = [
  ...bucketRoutes,
  ...configurationRoutes,
  ...objectListRoutes,
  ...objectRoutes,
  ...objectSettingRoutes,
  ...restorationRoutes,
  ...versionRoutes,
  ...notificationRoutes,
  ...presignRoutes,
];
