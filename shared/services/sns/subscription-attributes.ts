import { utf8Length } from "../../core/bytes.ts";
import { invalidParameter, notBuilt } from "./errors.ts";
import { parseFilterPolicy } from "./filter-policy/parse.ts";
import { MAX_FILTER_BYTES } from "./limits.ts";
import type { FilterPolicyScope, Protocol, Subscription, SubscriptionSettings } from "./model.ts";
import type { TopicAddress } from "./table.ts";
import { subscriptionArn } from "./topic-address.ts";

export const DEFAULT_SETTINGS: SubscriptionSettings = { filterPolicyScope: "MessageAttributes", rawDelivery: false };

/** AWS has them; they come with dead-letter queues of subscriptions, HTTP delivery, FIFO topics and Firehose. */
const NOT_BUILT = new Set(["RedrivePolicy", "DeliveryPolicy", "ReplayPolicy", "SubscriptionRoleArn"]);

/** What AWS puts before an attribute's name: Subscribe says `Attributes Reason: `, SetSubscriptionAttributes nothing. */
type Where = "Attributes Reason: " | "";

/** Attributes as AWS writes them (all strings) to settings. A filter policy of `{}` takes the policy away. */
export function applySubscriptionAttributes(
  settings: SubscriptionSettings,
  attributes: Readonly<Record<string, string | undefined>>,
  protocol: Protocol,
  where: Where,
): SubscriptionSettings {
  let { filterPolicy, filterPolicyScope, rawDelivery } = settings;
  for (const [name, value = ""] of Object.entries(attributes)) {
    if (name === "FilterPolicy") filterPolicy = readFilterPolicy(value, where);
    else if (name === "FilterPolicyScope") filterPolicyScope = readScope(value, where);
    else if (name === "RawMessageDelivery") rawDelivery = readRawDelivery(value, protocol, where);
    else if (NOT_BUILT.has(name))
      throw notBuilt(`The subscription attribute ${name}`, "Subscriptions work without it.", "subscription");
    else throw invalidParameter(`${where}${where ? `Unknown attribute: ${name}` : "AttributeName"}`, "subscription");
  }
  return { filterPolicyScope, rawDelivery, ...(filterPolicy === undefined ? {} : { filterPolicy }) };
}

function readFilterPolicy(value: string, where: Where): string | undefined {
  if (/^\s*(\{\s*\})?\s*$/.test(value)) return undefined;
  const refuse = (reason: string) => invalidParameter(`${where}FilterPolicy: ${reason}`, "filter-policy");
  if (utf8Length(value) > MAX_FILTER_BYTES) throw refuse(`Filter policy is longer than ${MAX_FILTER_BYTES} bytes`);
  parseFilterPolicy(value, refuse);
  return value;
}

function readScope(value: string, where: Where): FilterPolicyScope {
  if (value === "MessageAttributes") return value;
  if (value === "MessageBody") {
    const instead = "Filter on MessageAttributes, the default.";
    throw notBuilt("The FilterPolicyScope MessageBody", instead, "filter-policy");
  }
  throw invalidParameter(
    `${where}FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`,
    "filter-policy",
  );
}

function readRawDelivery(value: string, protocol: Protocol, where: Where): boolean {
  const lower = value.toLowerCase();
  if (lower !== "true" && lower !== "false") {
    const reason = `RawMessageDelivery: Invalid value [${value}]. Must be true or false.`;
    throw invalidParameter(`${where}${reason}`, "raw-message-delivery");
  }
  if (lower === "true" && protocol !== "sqs") {
    const reason = `Delivery protocol [${protocol}] does not support raw message delivery.`;
    throw invalidParameter(`${where}${reason}`, "raw-message-delivery");
  }
  return lower === "true";
}

/** Whether a second Subscribe asks for something else than what is there. Attributes that it doesn't name may be anything. */
export function differs(
  settings: SubscriptionSettings,
  wanted: SubscriptionSettings,
  asked: readonly string[],
): boolean {
  return asked.some((name) => {
    if (name === "FilterPolicy") return settings.filterPolicy !== wanted.filterPolicy;
    return name === "RawMessageDelivery" && settings.rawDelivery !== wanted.rawDelivery;
  });
}

/** Everything that GetSubscriptionAttributes answers, in AWS's names and strings. */
export function describeSubscriptionAttributes(
  topic: TopicAddress,
  subscription: Subscription,
): Record<string, string> {
  const { filterPolicy, filterPolicyScope } = subscription;
  return {
    SubscriptionArn: subscriptionArn(topic, subscription.id),
    TopicArn: subscription.topicArn,
    Owner: subscription.owner,
    Protocol: subscription.protocol,
    Endpoint: subscription.endpoint,
    PendingConfirmation: String(subscription.state === "pending"),
    ConfirmationWasAuthenticated: String(subscription.confirmationWasAuthenticated),
    RawMessageDelivery: String(subscription.rawDelivery),
    SubscriptionPrincipal: `arn:aws:iam::${subscription.owner}:root`,
    // AWS tells the scope only together with a policy.
    ...(filterPolicy === undefined ? {} : { FilterPolicy: filterPolicy, FilterPolicyScope: filterPolicyScope }),
  };
}
