import { uuid } from "../../../core/ids.ts";
import type { Value } from "../../../core/json.ts";
import type { Row, Write } from "../../../ports/table-store.ts";
import { type Done, type EffectDraft, operation, type ReadTools, type RequestContext } from "../../service.ts";
import type { Ending } from "../delivery.ts";
import { advance, fannedOut, filtered, NOTHING_SEEN, type Progress, sortOut, topicIsGone } from "../fan-out.ts";
import { DEDUPLICATION_MILLISECONDS, FIFO_FAN_OUT_PAGE } from "../limits.ts";
import type { Subscription, Topic } from "../model.ts";
import { findIncarnation } from "../stored.ts";
import { incarnation } from "../subscription-rows.ts";
import { keepSweeping } from "../sweep-duplicates.ts";
import {
  deliveryKey,
  messageFromRow,
  messageKey,
  subscriptionFromRow,
  subscriptionsPartition,
  type TopicIncarnation,
} from "../table.ts";
import {
  groupFromRow,
  groupKey,
  laneKey,
  putGroup,
  putLaneEntry,
  sweepKey,
  waitingFromRow,
  waitingKey,
  waitingPartition,
} from "../table-fifo.ts";
import { topicArn } from "../topic-address.ts";
import { deliverEffect } from "./deliver-to-subscription.ts";
import { forgetMessageEffect } from "./forget-message.ts";

export interface FanOutInOrderInput {
  readonly topic: TopicIncarnation;
  readonly group: string;
  /** How far the group's first message has come: which one it was, and the last subscription looked at. */
  readonly page?: { readonly sequence: string; readonly after: string; readonly progress: Progress };
}

export function fanOutInOrderEffect(input: FanOutInOrderInput, traceId?: string): EffectDraft {
  return {
    target: topicArn(input.topic),
    operation: "FanOutInOrder",
    input: { ...input, topic: incarnation(input.topic) } as unknown as { readonly [name: string]: Value },
    ...(traceId === undefined ? {} : { traceId }),
  };
}

/**
 * Fans out the first message that waits in a group of a FIFO topic, a page of subscriptions at a time, and then goes on to the
 * next. A message leaves the group in the transaction that puts its last deliveries into their lanes.
 */
export const fanOutInOrder = operation<FanOutInOrderInput, Record<string, never>>()({
  service: "sns",
  name: "FanOutInOrder",
  internal: true,

  async prefetch({ topic: wanted, group, page }, tools): Promise<Place> {
    const { store, context } = tools;
    const [[open, sweep], [head, next]] = await Promise.all([
      store.getMany([groupKey(context, wanted, group), sweepKey(context, wanted)]),
      store.query({ ...waitingPartition(context, wanted, group), limit: 2 }),
    ]);
    if (!head) return { open, sweep, head, messageId: "" };
    const { messageId } = waitingFromRow(head);
    const [topic, message] = await Promise.all([
      findIncarnation(wanted, tools),
      store.get(messageKey(context, wanted, messageId)),
    ]);
    const place = { open, sweep, head, next, messageId };
    if (!topic || !message) return place;
    const resumed = page?.sequence === head.sort ? page : undefined;
    return { ...place, found: await readPage(topic, message, group, resumed, tools) };
  },

  commit(state, { topic, group }, context): Done<Record<string, never>> {
    const { head, found, messageId } = state;
    if (!head) return { output: {}, ...closing(state, topic, context) };
    if (found?.after !== undefined) {
      const { after, progress } = found;
      const page = { sequence: head.sort, after, progress };
      const { writes, effects, events } = sendPage(found, group, head, messageId, context);
      return { output: {}, writes, effects: [...effects, fanOutInOrderEffect({ topic, group, page })], events };
    }
    const sent = found
      ? lastPage(found, group, head, messageId, context)
      : {
          writes: [deletion(messageKey(context, topic, messageId))],
          effects: [],
          events: [topicIsGone(topic, messageId)],
        };
    const onward = goOn(state, { topic, group }, context);
    const left: Write = { kind: "delete", key: waitingKey(context, topic, group, head.sort), expect: "present" };
    return {
      output: {},
      writes: [...sent.writes, left, ...onward.writes],
      effects: [...sent.effects, ...onward.effects],
      events: sent.events,
    };
  },
});

interface FoundPage {
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

async function readPage(
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

function sendPage(
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

function lastPage(page: FoundPage, group: string, head: Row, messageId: string, context: RequestContext): Sent {
  const { topic, wanting, progress } = page;
  // A message's only delivery removes the message itself; more of them need somebody who looks when all are done.
  const alone = progress.matched === 1 && wanting.length === 1;
  const { writes, effects, events } = sendPage(page, group, head, messageId, context, alone);
  const forget = progress.matched === 0 ? [deletion(messageKey(context, topic, messageId))] : [];
  const look = progress.matched > 0 && !alone ? [forgetMessageEffect({ topic, messageId, looks: 0 }, context.now)] : [];
  return {
    writes: [...writes, ...forget],
    effects: [...effects, ...look],
    events: [...events, fannedOut(topic, messageId, progress)],
  };
}

/** Where the group is. */
interface Place {
  readonly open: Row | undefined;
  readonly sweep: Row | undefined;
  readonly head: Row | undefined;
  readonly next?: Row | undefined;
  readonly messageId: string;
  /** Absent when the topic or the message is gone. */
  readonly found?: FoundPage;
}

/** On to the group's next message, or the group is idle; who publishes to it at this instant makes one of the two look again. */
function goOn(place: Place, { topic, group }: FanOutInOrderInput, context: RequestContext): Ending {
  if (!place.next) return closing(place, topic, context);
  return { writes: [], effects: [fanOutInOrderEffect({ topic, group }, waitingFromRow(place.next).traceId)] };
}

function closing({ open, sweep }: Place, topic: TopicIncarnation, context: RequestContext): Ending {
  if (!open) return { writes: [], effects: [] };
  const { table, partition, sort, version } = open;
  const { last } = groupFromRow(open);
  const idle = putGroup({ table, partition, sort }, { last }, { version }, context.now + DEDUPLICATION_MILLISECONDS);
  const { writes, effects } = keepSweeping(topic, sweep, context);
  return { writes: [idle, ...writes], effects };
}

function deletion(key: Write["key"]): Write {
  return { kind: "delete", key };
}
