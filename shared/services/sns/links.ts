import { DEFAULT_REGION } from "../../core/context.ts";
import type { Subscription } from "./model.ts";
import type { TopicAddress } from "./table.ts";

/*
 * Links that a person follows. They begin with the address that the subscriber used, because any other name of the server
 * need not resolve on that machine; without one (no client asked) there is no link.
 */

export function confirmLink(topic: TopicAddress, subscription: Subscription): string | undefined {
  return link(topic, subscription, "confirm");
}

/** AWS's is `https://sns.<region>.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=...`; ours must lead here. */
export function unsubscribeLink(topic: TopicAddress, subscription: Subscription): string | undefined {
  return link(topic, subscription, "unsubscribe");
}

function link(
  { name, region }: TopicAddress,
  { baseUrl, id, token }: Subscription,
  action: "confirm" | "unsubscribe",
): string | undefined {
  if (!baseUrl) return undefined;
  const query = new URLSearchParams({ ...(region === DEFAULT_REGION ? {} : { region }), token });
  return `${baseUrl}/v1/topics/${name}/subscriptions/${id}/${action}?${query}`;
}
