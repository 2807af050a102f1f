import { effectiveSubscriptionPolicy } from "./delivery-policy.ts";
import { shownEndpoint } from "./endpoint.ts";
import type { Subscription, Topic } from "./model.ts";
import { subscriptionArn } from "./topic-address.ts";

/** Everything that GetSubscriptionAttributes answers, in AWS's names and strings. */
export function describeSubscriptionAttributes(topic: Topic, subscription: Subscription): Record<string, string> {
  const { filterPolicy, filterPolicyScope, redrivePolicy, deliveryPolicy, protocol } = subscription;
  const effective = effectiveSubscriptionPolicy(topic, subscription);
  return {
    SubscriptionArn: subscriptionArn(topic, subscription.id),
    TopicArn: subscription.topicArn,
    Owner: subscription.owner,
    Protocol: protocol,
    Endpoint: shownEndpoint(subscription),
    PendingConfirmation: String(subscription.state === "pending"),
    ConfirmationWasAuthenticated: String(subscription.confirmationWasAuthenticated),
    RawMessageDelivery: String(subscription.rawDelivery),
    SubscriptionPrincipal: `arn:aws:iam::${subscription.owner}:root`,
    // AWS tells the scope only together with a policy.
    ...(filterPolicy === undefined ? {} : { FilterPolicy: filterPolicy, FilterPolicyScope: filterPolicyScope }),
    ...(redrivePolicy === undefined ? {} : { RedrivePolicy: redrivePolicy }),
    ...(deliveryPolicy === undefined ? {} : { DeliveryPolicy: deliveryPolicy }),
    ...(effective === undefined ? {} : { EffectiveDeliveryPolicy: effective }),
    ...subscription.kept,
  };
}
