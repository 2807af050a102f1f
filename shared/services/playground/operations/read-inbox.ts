import { seconds } from "../../../core/time.ts";
import { inboxTopic } from "../../../core/topics.ts";
import type { Delivered, DeliveryQuery } from "../../../ports/delivery-gateway.ts";
import { operation } from "../../service.ts";

export interface ReadInboxRequest extends Omit<DeliveryQuery, "root"> {
  readonly waitSeconds: number;
}

/** Reads the e-mails, SMS and HTTP deliveries that left the playground, or waits for the next. */
export const readInbox = operation<ReadInboxRequest, { readonly deliveries: readonly Delivered[] }>()({
  service: "playground",
  name: "ReadInbox",

  async prefetch({ waitSeconds, ...filter }, { inbox, context, startedAt }) {
    return {
      deliveries: await inbox.delivered({ ...filter, root: context.root }),
      until: startedAt + seconds(waitSeconds),
    };
  },

  commit({ deliveries, until }, _input, { now, root }) {
    if (deliveries.length === 0 && now < until) return { wait: { on: [inboxTopic(root)], until } };
    return { output: { deliveries } };
  },
});
