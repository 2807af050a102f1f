import { utf8Length } from "../../core/bytes.ts";
import { readSubscriptionDeliveryPolicy } from "./delivery-policy-text.ts";
import { invalidParameter } from "./errors.ts";
import { parseFilterPolicy } from "./filter-policy/parse.ts";
import { parseObject } from "./json-object.ts";
import { MAX_FILTER_BYTES } from "./limits.ts";
import type { FilterPolicyScope, Protocol, Subscription, SubscriptionSettings, Topic } from "./model.ts";
import { readRedrivePolicy } from "./redrive-policy.ts";

export const DEFAULT_SETTINGS: SubscriptionSettings = { filterPolicyScope: "MessageAttributes", rawDelivery: false };

/** What AWS puts before an attribute's name: Subscribe says `Attributes Reason: `, SetSubscriptionAttributes nothing. */
type Where = "Attributes Reason: " | "";

/** What the attributes are of. */
export interface Subject {
  readonly topic: Pick<Topic, "fifo" | "name" | "account" | "region">;
  readonly protocol: Protocol;
  readonly endpoint: string;
}

/** Protocols that can do without the envelope. https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html */
const RAW_PROTOCOLS: readonly Protocol[] = ["sqs", "http", "https"];

/** Attributes as AWS writes them (all strings) to settings. A filter policy of `{}` takes the policy away. */
export function applySubscriptionAttributes(
  settings: SubscriptionSettings,
  attributes: Readonly<Record<string, string | undefined>>,
  subject: Subject,
  where: Where,
): SubscriptionSettings {
  let changed = settings;
  for (const [name, value = ""] of Object.entries(attributes)) changed = apply(changed, name, value, subject, where);
  const { filterPolicy, filterPolicyScope } = changed;
  const named = attributes.FilterPolicy !== undefined || attributes.FilterPolicyScope !== undefined;
  // The scope says what a policy may be, and it may come after it: so the policy is read when both are known.
  if (named && filterPolicy !== undefined) checkFilterPolicy(filterPolicy, filterPolicyScope, where);
  return changed;
}

function apply(
  settings: SubscriptionSettings,
  name: string,
  value: string,
  subject: Subject,
  where: Where,
): SubscriptionSettings {
  switch (name) {
    case "FilterPolicy":
      return set(settings, name, /^\s*(\{\s*\})?\s*$/.test(value) ? undefined : value);
    case "FilterPolicyScope":
      return { ...settings, filterPolicyScope: readScope(value, where) };
    case "RawMessageDelivery":
      return { ...settings, rawDelivery: readRawDelivery(value, subject.protocol, where) };
    case "RedrivePolicy":
      return set(settings, name, readRedrivePolicy(value, { ...subject, where }));
    case "DeliveryPolicy":
      return set(settings, name, readSubscriptionDeliveryPolicy(value, where));
    case "ReplayPolicy":
    case "SubscriptionRoleArn":
      return keep(settings, name, readKept(name, value, subject, where));
    default:
      throw invalidParameter(`${where}${where ? `Unknown attribute: ${name}` : "AttributeName"}`, "subscription");
  }
}

const MEMBERS = {
  FilterPolicy: "filterPolicy",
  RedrivePolicy: "redrivePolicy",
  DeliveryPolicy: "deliveryPolicy",
} as const;

function set(
  settings: SubscriptionSettings,
  name: keyof typeof MEMBERS,
  value: string | undefined,
): SubscriptionSettings {
  const { [MEMBERS[name]]: _, ...rest } = settings;
  return { ...rest, ...(value === undefined ? {} : { [MEMBERS[name]]: value }) };
}

function keep({ kept, ...settings }: SubscriptionSettings, name: string, value: string): SubscriptionSettings {
  const { [name]: _, ...others } = kept ?? {};
  const all = value === "" ? others : { ...others, [name]: value };
  return { ...settings, ...(Object.keys(all).length > 0 ? { kept: all } : {}) };
}

function checkFilterPolicy(value: string, scope: FilterPolicyScope, where: Where): void {
  const refuse = (reason: string) => invalidParameter(`${where}FilterPolicy: ${reason}`, "filter-policy");
  if (utf8Length(value) > MAX_FILTER_BYTES) throw refuse(`Filter policy is longer than ${MAX_FILTER_BYTES} bytes`);
  parseFilterPolicy(value, scope, refuse);
}

function readScope(value: string, where: Where): FilterPolicyScope {
  if (value === "MessageAttributes" || value === "MessageBody") return value;
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
  if (lower === "true" && !RAW_PROTOCOLS.includes(protocol)) {
    const reason = `Delivery protocol [${protocol}] does not support raw message delivery.`;
    throw invalidParameter(`${where}${reason}`, "raw-message-delivery");
  }
  return lower === "true";
}

function readKept(name: string, value: string, { topic, protocol }: Subject, where: Where): string {
  if (value === "") return value;
  if (name === "ReplayPolicy") {
    if (!topic.fifo) throw invalidParameter(`${where}ReplayPolicy Reason: it is for FIFO topics only`, "fifo-topic");
    if (!parseObject(value)) throw invalidParameter(`${where}ReplayPolicy: failed to parse JSON`, "fifo-topic");
    return value;
  }
  const legal = (protocol as string) === "firehose" && /^arn:aws:iam::[0-9]{12}:role\/.+$/.test(value);
  if (!legal) throw invalidParameter(`${where}SubscriptionRoleArn`, "subscription");
  return value;
}

/** Whether a second Subscribe asks for something else than what is there. Attributes that it doesn't name may be anything. */
export function differs(
  settings: SubscriptionSettings,
  wanted: SubscriptionSettings,
  asked: readonly string[],
): boolean {
  return asked.some((name) => {
    switch (name) {
      case "FilterPolicy":
      case "RedrivePolicy":
      case "DeliveryPolicy":
        return settings[MEMBERS[name]] !== wanted[MEMBERS[name]];
      case "FilterPolicyScope":
        return settings.filterPolicyScope !== wanted.filterPolicyScope;
      case "RawMessageDelivery":
        return settings.rawDelivery !== wanted.rawDelivery;
      default:
        return settings.kept?.[name] !== wanted.kept?.[name];
    }
  });
}

/** The settings alone. */
export function settingsOf(subscription: Subscription): SubscriptionSettings {
  const { filterPolicy, filterPolicyScope, rawDelivery, redrivePolicy, deliveryPolicy, kept } = subscription;
  return {
    filterPolicyScope,
    rawDelivery,
    ...(filterPolicy === undefined ? {} : { filterPolicy }),
    ...(redrivePolicy === undefined ? {} : { redrivePolicy }),
    ...(deliveryPolicy === undefined ? {} : { deliveryPolicy }),
    ...(kept === undefined ? {} : { kept }),
  };
}

export function withSettings(subscription: Subscription, settings: SubscriptionSettings): Subscription {
  const { filterPolicy: _f, redrivePolicy: _r, deliveryPolicy: _d, kept: _k, ...rest } = subscription;
  return { ...rest, ...settings };
}
