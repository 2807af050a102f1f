import { MILLISECONDS_PER_SECOND } from "../../core/time.ts";
import type { Key, Row, Write } from "../../ports/table-store.ts";
import { putThrottle, throttleFromRow } from "./table-delivery.ts";

/** A place in the line of deliveries to an endpoint that takes only so many a second. */
export interface Slot {
  readonly at: number;
  readonly writes: readonly Write[];
}

/**
 * The next free instant, evenly spaced: AWS promises an average. It is taken before the delivery and not with it, so that
 * deliveries of the same instant don't all go out and find afterwards that they were too many.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html, "maxReceivesPerSecond"
 */
export function takeSlot(key: Key, row: Row | undefined, maxReceivesPerSecond: number, now: number): Slot {
  const at = Math.max(now, row ? throttleFromRow(row) : now);
  const next = at + Math.ceil(MILLISECONDS_PER_SECOND / maxReceivesPerSecond);
  return { at, writes: [putThrottle(key, next, row ? { version: row.version } : "absent")] };
}
