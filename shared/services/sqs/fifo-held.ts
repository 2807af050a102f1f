import { ServiceError } from "../../core/errors.ts";
import type { ReadTools } from "../service.ts";
import { missingParameter, receiptHandleIsExpired } from "./errors.ts";
import type { GroupEntry } from "./fifo-group.ts";
import { readGroups, type StoredGroup, type StoredGroups } from "./fifo-rows.ts";
import type { Queue } from "./model.ts";
import { decodeFifoReceiptHandle, type FifoReceipt } from "./receipt-handle.ts";

/** A message that is in flight for the holder of a handle. */
export interface HeldEntry {
  readonly groupId: string;
  readonly entry: GroupEntry;
}

/** What came of a handle: the message, nothing (it is deleted), or a fault. */
export type HandleOutcome = { readonly held: HeldEntry | undefined } | { readonly fault: ServiceError };

export interface HeldEntries {
  readonly groups: StoredGroups;
  readonly outcomes: readonly HandleOutcome[];
}

/** The messages that handles of a FIFO queue fit. A handle is good while its message is in flight: then the group may have gone on. */
export async function readFifoReceipts(
  queue: Queue,
  handles: readonly (string | undefined)[],
  tools: Pick<ReadTools, "store" | "context" | "now">,
): Promise<HeldEntries> {
  const decoded = handles.map(decodeOne);
  const ids = decoded.flatMap((one) => ("receipt" in one ? [one.receipt.groupId] : []));
  const groups = await readGroups(queue, ids, tools, "change");
  const outcomes = decoded.map((one, index): HandleOutcome => {
    if ("fault" in one) return one;
    return heldBy(one.receipt, groups.get(one.receipt.groupId), handles[index] ?? "", tools.now);
  });
  return { groups, outcomes };
}

function decodeOne(handle: string | undefined): { readonly receipt: FifoReceipt } | { readonly fault: ServiceError } {
  try {
    if (!handle) throw missingParameter("ReceiptHandle");
    return { receipt: decodeFifoReceiptHandle(handle) };
  } catch (error) {
    if (error instanceof ServiceError) return { fault: error };
    throw error;
  }
}

function heldBy(
  { groupId, sequence, receipt }: FifoReceipt,
  stored: StoredGroup | undefined,
  handle: string,
  now: number,
): HandleOutcome {
  const entry = stored?.group.window.find((one) => one.sequence === sequence);
  if (!entry) return { held: undefined };
  if (entry.receipt !== receipt || entry.availableAt <= now) return { fault: receiptHandleIsExpired(handle) };
  return { held: { groupId, entry } };
}
