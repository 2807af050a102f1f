import { operation } from "../../service.ts";
import { sortOut } from "../fan-out.ts";
import type { Subscription } from "../model.ts";
import { readOptedOut } from "../opted-out.ts";
import type { PageRequest } from "../page.ts";
import { type Publication, readPublication } from "../publication.ts";
import { readSubscriptionPage } from "../subscription-page.ts";

export type ExplainFanOutRequest = PageRequest & Publication & { readonly TopicArn: string };

export interface ExplainFanOutResult {
  /** In the order of the subscriptions' ids; a reason says why it would not get the message. */
  readonly Verdicts: readonly { readonly subscription: Subscription; readonly reason?: string }[];
  readonly NextToken?: string;
}

/** Who of a topic's subscribers would get a message. AWS has no such operation. */
export const explainFanOut = operation<ExplainFanOutRequest, ExplainFanOutResult>()({
  service: "sns",
  name: "ExplainFanOut",

  async prefetch(input, tools) {
    const { topic, subscriptions, next } = await readSubscriptionPage(input.TopicArn, input, tools);
    const message = readPublication(input, topic);
    return { subscriptions, next, message, optedOut: await readOptedOut(subscriptions, tools) };
  },

  commit({ subscriptions, next, message, optedOut }) {
    const { passedOver } = sortOut(subscriptions, message, optedOut);
    const reasons = new Map(passedOver.map(({ subscription, reason }) => [subscription.id, reason]));
    const Verdicts = subscriptions.map((subscription) => {
      const reason = reasons.get(subscription.id);
      return { subscription, ...(reason === undefined ? {} : { reason }) };
    });
    return { output: { Verdicts, ...next } };
  },
});
