import { counted } from "../../core/counted.ts";
import { assert } from "../../core/errors.ts";
import type { EventDraft } from "../../core/event.ts";
import { endpointInWords } from "./endpoint.ts";
import { matchAttributes, matchBody, type Verdict } from "./filter-policy/match.ts";
import { parseFilterPolicy } from "./filter-policy/parse.ts";
import type { FilterPolicy } from "./filter-policy/policy.ts";
import { MAX_REASONS } from "./limits.ts";
import type { PublishedMessage, Subscription, SubscriptionSettings, Topic } from "./model.ts";
import { textFor } from "./publication.ts";
import type { TopicAddress } from "./table.ts";
import { subscriptionArn, topicArn } from "./topic-address.ts";

/** How far a message's fan-out has come: what its effect carries from page to page. */
export interface Progress {
  readonly seen: number;
  readonly matched: number;
  /** The first few reasons why a subscription was passed over. */
  readonly reasons: readonly string[];
}

export const NOTHING_SEEN: Progress = { seen: 0, matched: 0, reasons: [] };

export interface PassedOver {
  readonly subscription: Subscription;
  readonly reason: string;
}

type FilteredMessage = Pick<PublishedMessage, "message" | "perProtocol" | "attributes">;

/** Splits a page of subscriptions into those that get the message and those that don't, each of these with its reason. */
export function sortOut(
  subscriptions: readonly Subscription[],
  message: FilteredMessage,
  optedOut: ReadonlySet<string> = new Set(),
): { readonly wanting: readonly Subscription[]; readonly passedOver: readonly PassedOver[] } {
  const wanting: Subscription[] = [];
  const passedOver: PassedOver[] = [];
  const policies = new Map<string, FilterPolicy>();
  for (const subscription of subscriptions) {
    const unwanted = optedOut.has(subscription.id) ? "the number has opted out of text messages" : undefined;
    const reason = unwanted ?? reasonAgainst(subscription, message, policies);
    if (reason === undefined) wanting.push(subscription);
    else passedOver.push({ subscription, reason });
  }
  return { wanting, passedOver };
}

export function advance(progress: Progress, wanting: number, passedOver: readonly PassedOver[]): Progress {
  const reasons = passedOver.map(({ subscription, reason }) => `${endpointInWords(subscription)}: ${reason}`);
  return {
    seen: progress.seen + wanting + passedOver.length,
    matched: progress.matched + wanting,
    reasons: [...progress.reasons, ...reasons].slice(0, MAX_REASONS),
  };
}

/** The end of a fan-out in a sentence: a learner must see why somebody got nothing. */
function summary(messageId: string, { name }: Pick<Topic, "name">, { seen, matched, reasons }: Progress): string {
  if (seen === 0)
    return `message ${messageId} reached nobody: topic ${name} has no subscriptions, and a topic keeps nothing for later`;
  const whole = `message ${messageId} published to topic ${name}; ${matched} of ${counted(seen, "subscription")} matched`;
  const more = seen - matched - reasons.length;
  const others = more > 0 ? [...reasons, `and ${more} more`] : reasons;
  return others.length > 0 ? `${whole}: ${others.join(". ")}` : whole;
}

export function filtered(topic: TopicAddress, messageId: string, { subscription, reason }: PassedOver): EventDraft {
  const text = `message ${messageId} not sent to ${endpointInWords(subscription)}: ${reason}`;
  return { type: "message.filtered", resource: subscriptionArn(topic, subscription.id), text, detail: { messageId } };
}

export function fannedOut(topic: Topic, messageId: string, progress: Progress): EventDraft {
  const detail = { messageId, matched: progress.matched, subscriptions: progress.seen };
  const text = summary(messageId, topic, progress);
  return { type: "message.fanned-out", resource: topicArn(topic), text, detail };
}

export function topicIsGone(topic: TopicAddress, messageId: string): EventDraft {
  const text = `message ${messageId} goes nowhere: topic ${topic.name} was deleted before the message was sent on`;
  return { type: "message.fanned-out", resource: topicArn(topic), text, detail: { messageId } };
}

/** Whether a subscription's filter policy lets a message through, and why not. */
export function matchFilter(
  { protocol, filterPolicy, filterPolicyScope }: Pick<Subscription, "protocol"> & Filter,
  message: FilteredMessage,
  policies: Map<string, FilterPolicy> = new Map(),
): Verdict {
  if (filterPolicy === undefined) return { matches: true };
  // Many subscribers of a topic often share a policy: each text is read once a page.
  const name = `${filterPolicyScope} ${filterPolicy}`;
  const policy = policies.get(name) ?? readStored({ filterPolicy, filterPolicyScope });
  policies.set(name, policy);
  if (filterPolicyScope === "MessageBody") return matchBody(policy, textFor(protocol, message));
  return matchAttributes(policy, message.attributes);
}

type Filter = Pick<SubscriptionSettings, "filterPolicy" | "filterPolicyScope">;

function reasonAgainst(
  subscription: Subscription,
  message: FilteredMessage,
  policies: Map<string, FilterPolicy>,
): string | undefined {
  if (subscription.state === "pending") return "it has not confirmed its subscription";
  const verdict = matchFilter(subscription, message, policies);
  return verdict.matches ? undefined : verdict.reason;
}

function readStored({ filterPolicy, filterPolicyScope }: Required<Filter>): FilterPolicy {
  return parseFilterPolicy(filterPolicy, filterPolicyScope, (reason) => {
    assert(false, `a filter policy was stored that cannot be read: ${reason}`);
  });
}
