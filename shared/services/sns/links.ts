import { DEFAULT_ACCOUNT, DEFAULT_REGION } from "../../core/context.ts";
import type { Subscription } from "./model.ts";
import type { TopicAddress } from "./table.ts";
import { subscriptionArn, topicArn } from "./topic-address.ts";

/*
 * Links begin with the address that the subscriber used, because any other name of the server need not resolve on that machine;
 * without one (no client asked) there is no link.
 */

/** For a person, who is answered in words. */
export function confirmLink(topic: TopicAddress, subscription: Subscription): string | undefined {
  return letterLink(topic, subscription, "confirm");
}

/** For a person, who is answered in words. */
export function unsubscribeLink(topic: TopicAddress, subscription: Subscription): string | undefined {
  return letterLink(topic, subscription, "unsubscribe");
}

/** For a program, as AWS's: `https://sns.<region>.amazonaws.com/?Action=ConfirmSubscription&TopicArn=...&Token=...`. */
export function subscribeUrl(topic: TopicAddress, { baseUrl, token }: Pick<Subscription, "baseUrl" | "token">): string {
  return `${baseUrl}/?Action=ConfirmSubscription&TopicArn=${topicArn(topic)}&Token=${token}`;
}

/** For a program, as AWS's: the subscription's ARN is all that it needs. */
export function unsubscribeUrl(topic: TopicAddress, { baseUrl, id }: Subscription): string | undefined {
  return baseUrl ? `${baseUrl}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn(topic, id)}` : undefined;
}

function letterLink(
  { name, region, account }: TopicAddress,
  { baseUrl, id, token }: Subscription,
  action: "confirm" | "unsubscribe",
): string | undefined {
  if (!baseUrl) return undefined;
  const query = new URLSearchParams({
    ...(region === DEFAULT_REGION ? {} : { region }),
    ...(account === DEFAULT_ACCOUNT ? {} : { account }),
    token,
  });
  return `${baseUrl}/v1/topics/${name}/subscriptions/${id}/${action}?${query}`;
}
