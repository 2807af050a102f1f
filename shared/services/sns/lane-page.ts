import type { EventDraft } from "../../core/event.ts";
import { uuid } from "../../core/ids.ts";
import type { Row, Write } from "../../ports/table-store.ts";
import type { EffectDraft, ReadTools, RequestContext } from "../service.ts";
import { advance, fannedOut, filtered, NOTHING_SEEN, type Progress, sortOut } from "./fan-out.ts";
import type { Turn } from "./lane.ts";
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

interface Resumed {
  readonly after: string;
  readonly progress: Progress;
}

export async function readPage(
  topic: Topic,
  message: Row,
  { group, resumed }: { readonly group: string; readonly resumed: Resumed | undefined },
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

interface Sent {
  readonly writes: Write[];
  readonly effects: EffectDraft[];
  readonly events: readonly EventDraft[];
}

/** The message that its group has come to. */
export interface MessageInTurn extends Turn {
  readonly messageId: string;
}

export function sendPage(
  { topic, wanting, passedOver }: FoundPage,
  { messageId, group, sequence }: MessageInTurn,
  context: RequestContext,
  alone = false,
): Sent {
  const { now: at, traceId } = context;
  const sent = wanting.map(({ subscription: { id: subscription }, lane, id }) => {
    const address = { subscription, group };
    const entry = putLaneEntry(context, topic, address, sequence, { messageId, id, alone, traceId });
    const key = deliveryKey(context, topic, messageId, subscription);
    const pending: Write[] = alone ? [] : [{ kind: "put", key, value: group }];
    // Written and not just checked: else whoever closes the lane at this instant would not notice what is added to it.
    const expect = lane ? { version: lane.version } : "absent";
    const open: Write = { kind: "put", key: laneKey(context, topic, address), value: null, expect };
    const delivery = { topic, messageId, subscription, id, at, tries: 0, alone, turn: { group, sequence } };
    // In an open lane it comes after those that wait there.
    return { writes: [entry, ...pending, open], effects: lane ? [] : [deliverEffect(delivery)] };
  });
  return {
    writes: sent.flatMap(({ writes }) => writes),
    effects: sent.flatMap(({ effects }) => effects),
    events: passedOver.map((one) => filtered(topic, messageId, one)),
  };
}

/** The last page of subscriptions: the message is through with its group. */
export function lastPage(page: FoundPage, turn: MessageInTurn, context: RequestContext): Sent {
  const { topic, wanting, progress } = page;
  const { messageId } = turn;
  // A message's only delivery removes the message itself; more of them need somebody who looks when all are done.
  const alone = progress.matched === 1 && wanting.length === 1;
  const { writes, effects, events } = sendPage(page, turn, context, alone);
  if (progress.matched === 0) writes.push({ kind: "delete", key: messageKey(context, topic, messageId) });
  else if (!alone) effects.push(forgetMessageEffect({ topic, messageId, looks: 0 }, context.now));
  return { writes, effects, events: [...events, fannedOut(topic, messageId, progress)] };
}
