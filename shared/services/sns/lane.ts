import type { Value } from "../../core/json.ts";
import type { EffectDraft, RequestContext } from "../service.ts";
import type { Ending } from "./delivery.ts";
import { incarnation } from "./subscription-rows.ts";
import type { TopicIncarnation } from "./table.ts";
import { type LaneAddress, laneEntryKey } from "./table-fifo.ts";
import { subscriptionArn } from "./topic-address.ts";

/*
 * How a FIFO topic keeps order. The messages of a group are fanned out one after the other, and what is to be delivered to a
 * subscription waits in the subscription's lane for that group. Only the first in a lane is on its way; its end, whether it
 * was delivered or given up, lets the next one go. So a subscriber that fails holds up nobody but itself, and a retry comes
 * before whatever was published later.
 */

/** A delivery's place in its lane. */
export interface Turn {
  readonly group: string;
  readonly sequence: string;
}

/** What ends a turn, in the transaction that ends the delivery. */
export function endOfTurn(
  topic: TopicIncarnation,
  subscription: string,
  { group, sequence }: Turn,
  context: RequestContext,
): Ending {
  const lane = { subscription, group };
  return {
    writes: [{ kind: "delete", key: laneEntryKey(context, topic, lane, sequence) }],
    effects: [advanceLaneEffect(topic, lane)],
  };
}

export interface AdvanceLaneInput extends LaneAddress {
  readonly topic: TopicIncarnation;
}

export function advanceLaneEffect(topic: TopicIncarnation, { subscription, group }: LaneAddress): EffectDraft {
  return {
    target: subscriptionArn(topic, subscription),
    operation: "AdvanceLane",
    input: { topic: incarnation(topic) as unknown as Value, subscription, group },
  };
}
