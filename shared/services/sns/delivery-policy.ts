import { isHttp } from "./endpoint.ts";
import {
  DEFAULT_CONTENT_TYPE,
  type RetryPolicy,
  subscriptionPolicyInForce,
  topicPolicyInForce,
} from "./http-policy.ts";
import type { Subscription, Topic } from "./model.ts";

/**
 * AWS goes on for 100,000 long pauses, 23 days, so as to outlast an outage of a Region. Here the queue lives in the same
 * process: what ten minutes don't mend is a mistake, and a clock that is moved on by a day should not replay 4,320 tries.
 */
const AWS_ENDPOINT: RetryPolicy = {
  minDelayTarget: 1,
  maxDelayTarget: 20,
  numRetries: 45,
  numNoDelayRetries: 3,
  numMinDelayRetries: 2,
  numMaxDelayRetries: 30,
  backoffFunction: "exponential",
};
/** E-mail, SMS and mobile push: 50 tries over six hours. */
const PERSON: RetryPolicy = {
  minDelayTarget: 10,
  maxDelayTarget: 600,
  numRetries: 50,
  numNoDelayRetries: 0,
  numMinDelayRetries: 2,
  numMaxDelayRetries: 38,
  backoffFunction: "exponential",
};

/** What holds for one subscription. */
export interface DeliveryRules {
  readonly retry: RetryPolicy;
  /** Only HTTP(S) has one. */
  readonly maxReceivesPerSecond: number | undefined;
  readonly contentType: string;
}

/** Only HTTP(S) endpoints have a policy that can be chosen. */
export function deliveryRules(
  topic: Pick<Topic, "deliveryPolicy">,
  subscription: Pick<Subscription, "protocol" | "deliveryPolicy">,
): DeliveryRules {
  const { protocol } = subscription;
  if (!isHttp(protocol)) {
    const retry = protocol === "sqs" ? AWS_ENDPOINT : PERSON;
    return { retry, maxReceivesPerSecond: undefined, contentType: DEFAULT_CONTENT_TYPE };
  }
  const { healthyRetryPolicy, throttlePolicy, requestPolicy } = subscriptionPolicyInForce(topic, subscription);
  return {
    retry: healthyRetryPolicy,
    maxReceivesPerSecond: throttlePolicy?.maxReceivesPerSecond ?? undefined,
    contentType: requestPolicy.headerContentType,
  };
}

/** GetTopicAttributes's EffectiveDeliveryPolicy. */
export function effectiveTopicPolicy(topic: Pick<Topic, "deliveryPolicy">): string {
  return JSON.stringify(topicPolicyInForce(topic));
}

/** GetSubscriptionAttributes's EffectiveDeliveryPolicy, which AWS tells of HTTP(S) endpoints only. */
export function effectiveSubscriptionPolicy(
  topic: Pick<Topic, "deliveryPolicy">,
  subscription: Pick<Subscription, "protocol" | "deliveryPolicy">,
): string | undefined {
  return isHttp(subscription.protocol) ? JSON.stringify(subscriptionPolicyInForce(topic, subscription)) : undefined;
}

/**
 * How long to wait after so many failed tries (1 at first); undefined when there have been enough. First at once, then after the
 * shortest pause, then after growing ones, at last after the longest.
 */
export function retryDelaySeconds(policy: RetryPolicy, tries: number): number | undefined {
  const { numRetries, numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries } = policy;
  if (tries > numRetries) return undefined;
  if (tries <= numNoDelayRetries) return 0;
  if (tries <= numNoDelayRetries + numMinDelayRetries) return policy.minDelayTarget;
  const growing = numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries;
  const step = tries - numNoDelayRetries - numMinDelayRetries;
  return step <= growing ? Math.round(growingDelay(policy, step, growing)) : policy.maxDelayTarget;
}

/** All pauses together. */
export function totalDelaySeconds(policy: RetryPolicy): number {
  let total = 0;
  for (let tries = 1; tries <= policy.numRetries; tries += 1) total += retryDelaySeconds(policy, tries) ?? 0;
  return total;
}

/**
 * The pause before the step-th of so many retries. AWS shows the four functions as curves between the shortest and the longest
 * pause and gives no formulas: these are such curves.
 */
function growingDelay(
  { minDelayTarget: min, maxDelayTarget: max, backoffFunction }: RetryPolicy,
  step: number,
  of: number,
): number {
  if (of === 1) return min;
  const share = (step - 1) / (of - 1);
  switch (backoffFunction) {
    case "linear":
      return min + (max - min) * share;
    case "arithmetic":
      // What is added grows evenly.
      return min + ((max - min) * (step - 1) * step) / ((of - 1) * of);
    case "geometric":
      // What is added doubles.
      return min + ((max - min) * (2 ** (step - 1) - 1)) / (2 ** (of - 1) - 1);
    case "exponential":
      // Each pause is longer by the same factor.
      return min * (max / min) ** share;
  }
}
