import type { RequestContext } from "../../core/context.ts";
import { ServiceError } from "../../core/errors.ts";
import type { EventDraft } from "../../core/event.ts";
import type { Write } from "../../ports/table-store.ts";
import type { Done, ReadTools } from "../service.ts";
import { checkVisibility, type VisibilityChange, visibilityEvent } from "./change-visibility.ts";
import { messageNotAvailable } from "./errors.ts";
import { type Group, withEntries } from "./fifo-group.ts";
import { type HeldEntries, readFifoReceipts } from "./fifo-held.ts";
import { groupWrites, putHidden } from "./fifo-rows.ts";
import type { Queue } from "./model.ts";
import { queueArn } from "./table.ts";

/** What changes of visibility in a FIFO queue come to: by their place, the fault of each that does nothing. */
export interface FifoVisibility extends Omit<Done<never>, "output"> {
  readonly faults: readonly (ServiceError | undefined)[];
}

export function readFifoVisibility(
  queue: Queue,
  changes: readonly VisibilityChange[],
  tools: ReadTools,
): Promise<HeldEntries> {
  return readFifoReceipts(
    queue,
    changes.map(({ ReceiptHandle }) => ReceiptHandle),
    tools,
  );
}

/** A message's group may go on when its first message becomes visible: both rows change together. */
export function changeFifoVisibility(
  queue: Queue,
  { groups, outcomes }: HeldEntries,
  changes: readonly VisibilityChange[],
  context: RequestContext,
): FifoVisibility {
  const after = new Map<string, Group>();
  const hidden = new Map<string, Write>();
  const events: EventDraft[] = [];
  const faults = changes.map((change, index) => {
    const outcome = outcomes[index];
    if (outcome && "fault" in outcome) return outcome.fault;
    try {
      const held = outcome?.held;
      if (!held) throw messageNotAvailable(change.ReceiptHandle ?? "");
      const availableAt = checkVisibility(change, held.entry.lastReceivedAt, context.now);
      const entry = { ...held.entry, availableAt };
      const group = after.get(held.groupId) ?? groups.get(held.groupId)?.group;
      if (group) after.set(held.groupId, withEntries(group, [entry]));
      hidden.set(entry.id, putHidden(context, queue, held.groupId, entry));
      events.push(visibilityEvent(queue, entry.id, change.VisibilityTimeout ?? 0));
      return undefined;
    } catch (error) {
      if (error instanceof ServiceError) return error;
      throw error;
    }
  });
  const changed = [...after].flatMap(([id, group]) => {
    const before = groups.get(id);
    return before ? groupWrites(context, queue, before, group, context.now) : [];
  });
  return { faults, writes: [...changed, ...hidden.values()], events, wakes: [queueArn(queue)] };
}
