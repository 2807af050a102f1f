import { uuid } from "../../core/ids.ts";
import type { Row, Write } from "../../ports/table-store.ts";
import type { Done, ReadTools, RequestContext } from "../service.ts";
import { advance, fannedOut, filtered, NOTHING_SEEN, type Progress, sortOut } from "./fan-out.ts";
import { FIFO_FAN_OUT_PAGE } from "./limits.ts";
import type { Subscription, Topic } from "./model.ts";
import { deliverEffect } from "./operations/deliver-to-subscription.ts";
import { forgetMessageEffect } from "./operations/forget-message.ts";
import { deliveryKey, messageFromRow, messageKey, subscriptionFromRow, subscriptionsPartition } from "./table.ts";
import { laneKey, putLaneEntry } from "./table-fifo.ts";

/** A page of a FIFO topic's subscriptions, for one message. */
export interface FoundPage {
  readonly topic: Topic;
  readonly wanting: readonly {
    readonly subscription: Subscription;
    readonly lane: Row | undefined;
    readonly id: string;
  }[];
  readonly passedOver: ReturnType<typeof sortOut>["passedOver"];
  readonly progress: Progress;
  /** Absent on the last page. */
  readonly after: string | undefined;
}

export async function readPage(
  topic: Topic,
  message: Row,
  group: string,
  resumed: { readonly after: string; readonly progress: Progress } | undefined,
  { store, context, random }: ReadTools,
): Promise<FoundPage> {
  const rows = await store.query({
    ...subscriptionsPartition(context, topic),
    limit: FIFO_FAN_OUT_PAGE,
    ...(resumed ? { after: resumed.after } : {}),
  });
  const { wanting, passedOver } = sortOut(rows.map(subscriptionFromRow), messageFromRow(message));
  const lanes = await store.getMany(wanting.map(({ id }) => laneKey(context, topic, { subscription: id, group })));
  return {
    topic,
    wanting: wanting.map((subscription, index) => ({ subscription, lane: lanes[index], id: uuid(random) })),
    passedOver,
    progress: advance(resumed?.progress ?? NOTHING_SEEN, wanting.length, passedOver),
    after: rows.length === FIFO_FAN_OUT_PAGE ? rows.at(-1)?.sort : undefined,
  };
}

type Sent = Required<Pick<Done<unknown>, "writes" | "effects" | "events">>;

export function sendPage(
  page: FoundPage,
  group: string,
  head: Row,
  messageId: string,
  context: RequestContext,
  alone = false,
): Sent {
  const { topic, wanting, passedOver } = page;
  const sent = wanting.map(({ subscription: { id: subscription }, lane, id }) => {
    const address = { subscription, group };
    const key = laneKey(context, topic, address);
    const entry = putLaneEntry(context, topic, address, head.sort, { messageId, id, alone, traceId: context.traceId });
    const pending: Write[] = alone
      ? []
      : [{ kind: "put", key: deliveryKey(context, topic, messageId, subscription), value: group }];
    // Written and not just checked: else whoever closes the lane at this instant would not notice what is added to it.
    if (lane)
      return {
        writes: [entry, ...pending, { kind: "put", key, value: null, expect: { version: lane.version } } as const],
        effects: [],
      };
    const turn = { group, sequence: head.sort };
    const delivery = { topic, messageId, subscription, id, at: context.now, tries: 0, alone, turn };
    return {
      writes: [entry, ...pending, { kind: "put", key, value: null, expect: "absent" } as const],
      effects: [deliverEffect(delivery)],
    };
  });
  return {
    writes: sent.flatMap(({ writes }) => writes),
    effects: sent.flatMap(({ effects }) => effects),
    events: passedOver.map((one) => filtered(topic, messageId, one)),
  };
}

export function lastPage(page: FoundPage, group: string, head: Row, messageId: string, context: RequestContext): Sent {
  const { topic, wanting, progress } = page;
  // A message's only delivery removes the message itself; more of them need somebody who looks when all are done.
  const alone = progress.matched === 1 && wanting.length === 1;
  const { writes, effects, events } = sendPage(page, group, head, messageId, context, alone);
  const forget =
    progress.matched === 0 ? [{ kind: "delete" as const, key: messageKey(context, topic, messageId) }] : [];
  const look = progress.matched > 0 && !alone ? [forgetMessageEffect({ topic, messageId, looks: 0 }, context.now)] : [];
  return {
    writes: [...writes, ...forget],
    effects: [...effects, ...look],
    events: [...events, fannedOut(topic, messageId, progress)],
  };
}
