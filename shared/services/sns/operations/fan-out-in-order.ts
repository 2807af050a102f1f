import type { Value } from "../../../core/json.ts";
import type { Row, Write } from "../../../ports/table-store.ts";
import { type Done, type EffectDraft, operation, type RequestContext } from "../../service.ts";
import type { Ending } from "../delivery.ts";
import { type Progress, topicIsGone } from "../fan-out.ts";
import { groupLane } from "../fifo-lanes.ts";
import { type FoundPage, lastPage, readPage, sendPage } from "../lane-page.ts";
import { DEDUPLICATION_MILLISECONDS } from "../limits.ts";
import { findIncarnation } from "../stored.ts";
import { incarnation } from "../subscription-rows.ts";
import { keepSweeping } from "../sweep-duplicates.ts";
import { messageKey, type TopicIncarnation } from "../table.ts";
import {
  groupFromRow,
  groupKey,
  putGroup,
  sweepKey,
  waitingFromRow,
  waitingKey,
  waitingPartition,
} from "../table-fifo.ts";
import { topicArn } from "../topic-address.ts";

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

  lanes: ({ topic, group }, context) => [groupLane(topicArn(topic), group, context)],

  async prefetch({ topic: wanted, group, page }, tools): Promise<Place> {
    const { store, context } = tools;
    // The group's row before the look at what waits, as in AdvanceLane.
    const [open, sweep] = await store.getMany([groupKey(context, wanted, group), sweepKey(context, wanted)]);
    const [head, next] = await store.query({ ...waitingPartition(context, wanted, group), limit: 2 });
    if (!head) return { open, sweep, head, messageId: "" };
    const { messageId } = waitingFromRow(head);
    const [topic, message] = await Promise.all([
      findIncarnation(wanted, tools),
      store.get(messageKey(context, wanted, messageId)),
    ]);
    const place = { open, sweep, head, next, messageId };
    if (!topic || !message) return place;
    const resumed = page?.sequence === head.sort ? page : undefined;
    return { ...place, found: await readPage(topic, message, { group, resumed }, tools) };
  },

  commit(state, { topic, group }, context): Done<Record<string, never>> {
    const { head, found, messageId } = state;
    if (!head) return { output: {}, ...closing(state, topic, context) };
    const turn = { group, sequence: head.sort, messageId };
    if (found?.after !== undefined) {
      const { after, progress } = found;
      const page = { sequence: head.sort, after, progress };
      const { writes, effects, events } = sendPage(found, turn, context);
      return { output: {}, writes, effects: [...effects, fanOutInOrderEffect({ topic, group, page })], events };
    }
    const sent = found
      ? lastPage(found, turn, context)
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
