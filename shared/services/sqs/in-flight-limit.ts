import type { RequestContext } from "../../core/context.ts";
import { seconds } from "../../core/time.ts";
import { type Call, type Done, LookAgain, type Wait } from "../service.ts";
import { tooManyInFlight } from "./errors.ts";
import {
  COUNTS_BEFORE_FULL,
  IN_FLIGHT_COUNT_SECONDS,
  MAX_IN_FLIGHT,
  MAX_RECEIVE_MESSAGES,
  RECEIVES_PER_COUNT,
} from "./limits.ts";
import type { Queue } from "./model.ts";
import { countInFlight, isCountFresh } from "./operations/count-in-flight.ts";
import type { ReceiveMessageOutput, ReceiveState } from "./receive-state.ts";
import { queueArn } from "./table.ts";

/*
 * AWS hands out no more messages of a queue while about 120,000 are in flight. Knowing how many they are takes as many reads, so one
 * receive in some dozens has them counted for all, and the count stands on the queue's row (decision 128).
 */

/** When it was counted last. */
export function isFull({ inFlightCount }: Queue): boolean {
  return inFlightCount !== undefined && inFlightCount.messages >= MAX_IN_FLIGHT;
}

/**
 * Whether a receive has them counted for all: the less often, the more are still missing. Its receipts begin with a random number: that
 * is chance enough.
 */
export function isItsTurnToCount({ inFlightCount }: Queue, seed: string): boolean {
  const room = inFlightCount ? MAX_IN_FLIGHT - inFlightCount.messages : 0;
  const receives = Math.floor(room / (MAX_RECEIVE_MESSAGES * COUNTS_BEFORE_FULL));
  return Number.parseInt(seed.slice(0, 8), 16) % Math.max(receives, RECEIVES_PER_COUNT) === 0;
}

/** Of a full queue: a standard one refuses; of a FIFO queue AWS says that it "does not return an error". */
export function handOutNothing(
  { queue, waitUntil }: ReceiveState,
  { now, principal }: RequestContext,
): Done<ReceiveMessageOutput> | Wait | Call<ReceiveMessageOutput> {
  if (!isCountFresh(queue, now)) {
    return {
      async call(outside) {
        await outside.call(countInFlight, { QueueArn: queueArn(queue) }, principal);
        throw new LookAgain();
      },
    };
  }
  if (!queue.fifo) throw tooManyInFlight();
  if (now >= waitUntil) return { output: {} };
  return { wait: { on: [queueArn(queue)], until: waitUntil, recheckAt: now + seconds(IN_FLIGHT_COUNT_SECONDS) } };
}
