import type { Row } from "../../ports/table-store.ts";
import type { RequestContext } from "../service.ts";
import type { Ending } from "./delivery.ts";
import { DEDUPLICATION_MILLISECONDS, STALLED_MILLISECONDS } from "./limits.ts";
import { forgetDuplicatesEffect } from "./operations/forget-duplicates.ts";
import type { TopicIncarnation } from "./table.ts";
import { putSweep, sweepFromRow } from "./table-fifo.ts";

/**
 * Sees to it that a sweep comes after what is written now can be forgotten. Hardly ever writes anything: all publications to a
 * topic share the row of its sweep. Only where the sweep is about to end do they keep it from that, on condition that it has not ended.
 */
export function keepSweeping(topic: TopicIncarnation, row: Row | undefined, context: RequestContext): Ending {
  const { now } = context;
  const sweep = row && sweepFromRow(row);
  const expect = row ? { version: row.version } : ("absent" as const);
  if (!sweep || now - sweep.at > STALLED_MILLISECONDS) {
    const at = now + DEDUPLICATION_MILLISECONDS;
    return { writes: [putSweep(context, topic, { at }, expect)], effects: [forgetDuplicatesEffect(topic, at)] };
  }
  return { writes: sweep.isLast ? [putSweep(context, topic, { at: sweep.at }, expect)] : [], effects: [] };
}
