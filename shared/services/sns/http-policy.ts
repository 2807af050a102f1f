import { parseObject } from "./json-object.ts";
import type { Subscription, Topic } from "./model.ts";

/*
 * How deliveries to an HTTP(S) endpoint are tried again, in AWS's words. What is stored was checked (delivery-policy-text.ts).
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */

/** Pauses in seconds. */
export interface RetryPolicy {
  readonly minDelayTarget: number;
  readonly maxDelayTarget: number;
  readonly numRetries: number;
  readonly numMaxDelayRetries: number;
  readonly numNoDelayRetries: number;
  readonly numMinDelayRetries: number;
  readonly backoffFunction: BackoffFunction;
}

export const BACKOFF_FUNCTIONS = ["linear", "arithmetic", "geometric", "exponential"] as const;
type BackoffFunction = (typeof BACKOFF_FUNCTIONS)[number];

/** AWS's default, in the order in which it shows it. */
export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: "linear",
};
export const DEFAULT_CONTENT_TYPE = "text/plain; charset=UTF-8";

interface ThrottlePolicy {
  readonly maxReceivesPerSecond?: number | null;
}

interface RequestPolicy {
  readonly headerContentType: string;
}

/** A topic's policy for all its HTTP(S) subscriptions. */
export interface HttpTopicPolicy {
  readonly defaultHealthyRetryPolicy: RetryPolicy;
  readonly disableSubscriptionOverrides: boolean;
  readonly defaultThrottlePolicy?: ThrottlePolicy;
  readonly defaultRequestPolicy: RequestPolicy;
}

export interface HttpSubscriptionPolicy {
  readonly healthyRetryPolicy: RetryPolicy;
  readonly sicklyRetryPolicy: null;
  readonly throttlePolicy: ThrottlePolicy | null;
  readonly requestPolicy: RequestPolicy;
  readonly guaranteed: false;
}

/** What is in force for a topic, as AWS shows it. */
export function topicPolicyInForce({ deliveryPolicy }: Pick<Topic, "deliveryPolicy">): {
  readonly http: HttpTopicPolicy;
} {
  const http = object(object(parseObject(deliveryPolicy ?? "")).http);
  return {
    http: {
      defaultHealthyRetryPolicy: { ...DEFAULT_RETRY_POLICY, ...object(http.defaultHealthyRetryPolicy) },
      disableSubscriptionOverrides: http.disableSubscriptionOverrides === true,
      ...(http.defaultThrottlePolicy ? { defaultThrottlePolicy: object(http.defaultThrottlePolicy) } : {}),
      defaultRequestPolicy: { headerContentType: DEFAULT_CONTENT_TYPE, ...object(http.defaultRequestPolicy) },
    },
  };
}

/** What is in force for one HTTP(S) subscription: its own policy, unless the topic forbids that, before the topic's. */
export function subscriptionPolicyInForce(
  topic: Pick<Topic, "deliveryPolicy">,
  { deliveryPolicy }: Pick<Subscription, "deliveryPolicy">,
): HttpSubscriptionPolicy {
  const { http } = topicPolicyInForce(topic);
  const own = http.disableSubscriptionOverrides ? {} : object(parseObject(deliveryPolicy ?? ""));
  const retry = own.healthyRetryPolicy ? { ...DEFAULT_RETRY_POLICY, ...object(own.healthyRetryPolicy) } : undefined;
  return {
    healthyRetryPolicy: retry ?? http.defaultHealthyRetryPolicy,
    sicklyRetryPolicy: null,
    throttlePolicy: own.throttlePolicy ? object(own.throttlePolicy) : (http.defaultThrottlePolicy ?? null),
    requestPolicy: { ...http.defaultRequestPolicy, ...object(own.requestPolicy) },
    guaranteed: false,
  };
}

function object(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
