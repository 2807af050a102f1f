import type { Route } from "../service.ts";
import { linkRoutes } from "./rest-links.ts";
import { messageRoutes } from "./rest-messages.ts";
import { subscriptionRoutes } from "./rest-subscriptions.ts";
import { topicRoutes } from "./rest-topics.ts";

export const routes: readonly Route[] = [...topicRoutes, ...subscriptionRoutes, ...linkRoutes, ...messageRoutes];
