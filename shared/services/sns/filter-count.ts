import { limitExceeded } from "./errors.ts";
import { MAX_FIFO_SUBSCRIPTIONS, MAX_FILTERS_A_TOPIC } from "./limits.ts";
import type { Topic } from "./model.ts";
import type { SubscriptionCounts } from "./stored.ts";

/* AWS's quotas of a topic. The numbers are totals, so that asking costs one read whatever the number of subscriptions. */

export function checkFilterCount({ filtered }: SubscriptionCounts): void {
  if (filtered < MAX_FILTERS_A_TOPIC) return;
  throw limitExceeded("FilterPolicyLimitExceeded", `A topic can have at most ${MAX_FILTERS_A_TOPIC} filter policies`);
}

export function checkSubscriptionCount(
  { fifo }: Pick<Topic, "fifo">,
  { confirmed, pending }: SubscriptionCounts,
): void {
  if (!fifo || confirmed + pending < MAX_FIFO_SUBSCRIPTIONS) return;
  const text = `A FIFO topic can have at most ${MAX_FIFO_SUBSCRIPTIONS} subscriptions`;
  throw limitExceeded("SubscriptionLimitExceeded", text);
}
