import { ServiceError } from "../../core/errors.ts";
import { batchError } from "./errors.ts";
import { MAX_BATCH_ENTRIES } from "./limits.ts";

/** Checks what holds for every batch, in AWS's order: not empty, at most ten, legal and distinct ids. */
export function checkBatch<Entry extends { readonly Id: string | undefined }>(entries: readonly Entry[] = []): void {
  if (entries.length === 0) throw batchError("EmptyBatchRequest", "There should be at least one entry in the request.");
  if (entries.length > MAX_BATCH_ENTRIES) {
    const message = `Maximum number of entries per request are ${MAX_BATCH_ENTRIES}. You have sent ${entries.length}.`;
    throw batchError("TooManyEntriesInBatchRequest", message);
  }
  const seen = new Set<string>();
  for (const { Id = "" } of entries) {
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(Id)) {
      const rule =
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.";
      throw batchError("InvalidBatchEntryId", rule);
    }
    if (seen.has(Id)) throw batchError("BatchEntryIdsNotDistinct", `Id ${Id} repeated.`);
    seen.add(Id);
  }
}

/** One entry's failure: the others go on. A bug is not a failed entry. */
export function failedEntry(
  id: string,
  error: unknown,
): { Id: string; SenderFault: boolean; Code: string; Message: string } {
  if (!(error instanceof ServiceError)) throw error;
  return { Id: id, SenderFault: error.status < 500, Code: error.code, Message: error.message };
}

/** Which entries of a batch did what they should, given the fault of each that did not. */
export function batchResult(
  entries: readonly { readonly Id: string | undefined }[],
  faults: readonly unknown[],
): { Successful: { Id: string }[]; Failed: ReturnType<typeof failedEntry>[] } {
  const ids = entries.map(({ Id = "" }) => Id);
  return {
    Successful: ids.filter((_, index) => !faults[index]).map((Id) => ({ Id })),
    Failed: ids.flatMap((id, index) => (faults[index] ? [failedEntry(id, faults[index])] : [])),
  };
}
