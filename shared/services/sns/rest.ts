import type { Route } from "../service.ts";
import { explainRoutes } from "./rest-explain.ts";
import { linkRoutes } from "./rest-links.ts";
import { messageRoutes } from "./rest-messages.ts";
import { permissionRoutes } from "./rest-permissions.ts";
import { subscriptionRoutes } from "./rest-subscriptions.ts";
import { textRoutes } from "./rest-texts.ts";
import { topicRoutes } from "./rest-topics.ts";

export const routes: readonly Route[] = [
  ...topicRoutes,
  ...permissionRoutes,
  ...subscriptionRoutes,
  ...linkRoutes,
  ...messageRoutes,
  ...explainRoutes,
  ...textRoutes,
];
