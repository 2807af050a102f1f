import { assert } from "../../core/errors.ts";
import { endpointInWords } from "./endpoint.ts";
import { matchFilterPolicy } from "./filter-policy/match.ts";
import { parseFilterPolicy } from "./filter-policy/parse.ts";
import type { FilterPolicy } from "./filter-policy/policy.ts";
import { MAX_REASONS } from "./limits.ts";
import type { MessageAttributes, Subscription, Topic } from "./model.ts";

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

/** Splits a page of subscriptions into those that get the message and those that don't, each of these with its reason. */
export function sortOut(
  subscriptions: readonly Subscription[],
  attributes: MessageAttributes | undefined,
): { readonly wanting: readonly Subscription[]; readonly passedOver: readonly PassedOver[] } {
  const wanting: Subscription[] = [];
  const passedOver: PassedOver[] = [];
  const policies = new Map<string, FilterPolicy>();
  for (const subscription of subscriptions) {
    const reason = reasonAgainst(subscription, attributes, policies);
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
export function summary(
  messageId: string,
  { name }: Pick<Topic, "name">,
  { seen, matched, reasons }: Progress,
): string {
  if (seen === 0)
    return `message ${messageId} reached nobody: topic ${name} has no subscriptions, and a topic keeps nothing for later`;
  const counted = `message ${messageId} published to topic ${name}; ${matched} of ${seen} subscriptions matched`;
  const more = seen - matched - reasons.length;
  const others = more > 0 ? [...reasons, `and ${more} more`] : reasons;
  return others.length > 0 ? `${counted}: ${others.join(". ")}` : counted;
}

function reasonAgainst(
  { state, filterPolicy }: Subscription,
  attributes: MessageAttributes | undefined,
  policies: Map<string, FilterPolicy>,
): string | undefined {
  if (state === "pending") return "it has not confirmed its subscription";
  if (filterPolicy === undefined) return undefined;
  // Many subscribers of a topic often share a policy: each text is read once a page.
  const policy = policies.get(filterPolicy) ?? readStored(filterPolicy);
  policies.set(filterPolicy, policy);
  const verdict = matchFilterPolicy(policy, attributes);
  return verdict.matches ? undefined : verdict.reason;
}

function readStored(text: string): FilterPolicy {
  return parseFilterPolicy(text, (reason) => {
    assert(false, `a filter policy was stored that cannot be read: ${reason}`);
  });
}
