import type { Protocol } from "./model.ts";

/**
 * How often, and when, a failed delivery is tried again: first at once, then after a steady pause, then after growing ones, at
 * last after long ones. https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
interface DeliveryPolicy {
  readonly immediate: number;
  readonly steady: number;
  readonly growing: number;
  readonly long: number;
  readonly shortestSeconds: number;
  readonly longestSeconds: number;
}

/**
 * AWS goes on for 100,000 long pauses, 23 days, so as to outlast an outage of a Region. Here the queue lives in the same
 * process: what ten minutes don't mend is a mistake, and a clock that is moved on by a day should not replay 4,320 tries.
 */
const QUEUE: DeliveryPolicy = {
  immediate: 3,
  steady: 2,
  growing: 10,
  long: 30,
  shortestSeconds: 1,
  longestSeconds: 20,
};
/** E-mail and SMS: 50 tries over six hours. */
const PERSON: DeliveryPolicy = {
  immediate: 0,
  steady: 2,
  growing: 10,
  long: 38,
  shortestSeconds: 10,
  longestSeconds: 600,
};

/** How long to wait after so many failed tries (1 at first); undefined when there have been enough. */
export function retryDelaySeconds(protocol: Protocol, tries: number): number | undefined {
  const policy = protocol === "sqs" ? QUEUE : PERSON;
  const { immediate, steady, growing, long, shortestSeconds, longestSeconds } = policy;
  if (tries <= immediate) return 0;
  if (tries <= immediate + steady) return shortestSeconds;
  const step = tries - immediate - steady;
  if (step <= growing) {
    const factor = (longestSeconds / shortestSeconds) ** ((step - 1) / (growing - 1));
    return Math.round(shortestSeconds * factor);
  }
  return step <= growing + long ? longestSeconds : undefined;
}
