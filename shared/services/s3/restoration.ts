import { seconds } from "../../core/time.ts";
import { midnightAfter } from "./lifecycle-due.ts";
import { LAST_INSTANT, RESTORE_SECONDS } from "./limits.ts";
import type { Restore, RestoreTier, StoredObject } from "./model.ts";

/*
 * Restored copies of archived objects. A row keeps two instants, and time alone says what they mean: docs/decisions/0120-archived-objects.md.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects.html
 */

/** Storage classes whose objects must be restored before they can be read. */
export type Archive = keyof typeof RESTORE_SECONDS;

export function isArchive(storageClass: string | undefined): storageClass is Archive {
  return storageClass !== undefined && Object.hasOwn(RESTORE_SECONDS, storageClass);
}

/** A restoration that is on its way or there; undefined for what was never restored, and for what is gone again. */
export function restorationOf(
  { restore }: Pick<StoredObject, "restore">,
  now: number,
): (Restore & { readonly isReady: boolean }) | undefined {
  if (!restore || restore.expiresAt <= now) return undefined;
  return { ...restore, isReady: restore.readyAt <= now };
}

/** Undefined for a tier that the class does not have: DEEP_ARCHIVE knows no Expedited. */
export function newRestoration(
  archive: Archive,
  { tier, days }: Pick<Restore, "tier" | "days">,
  now: number,
): Restore | undefined {
  const duration = RESTORE_SECONDS[archive][tier];
  if (duration === undefined) return undefined;
  const readyAt = now + seconds(duration);
  return { tier, days, readyAt, expiresAt: expiryOfCopy(readyAt, days) };
}

/** S3 adds the days and goes on to the next midnight UTC. */
export function expiryOfCopy(from: number, days: number): number {
  return Math.min(midnightAfter(from, days), LAST_INSTANT);
}

const TIERS: readonly RestoreTier[] = ["Expedited", "Standard", "Bulk"];

export function isTier(text: string): text is RestoreTier {
  return TIERS.some((tier) => tier === text);
}

/** A restoration under way can be asked to be quicker, and nothing else. */
export function isQuicker(wanted: Pick<Restore, "tier" | "days">, { tier, days }: Restore): boolean {
  return wanted.days === days && TIERS.indexOf(wanted.tier) < TIERS.indexOf(tier);
}

/** As the header x-amz-restore tells it. */
export function restoreMember(object: StoredObject, now: number): { readonly Restore?: string } {
  const found = restorationOf(object, now);
  if (!found) return {};
  if (!found.isReady) return { Restore: 'ongoing-request="true"' };
  return { Restore: `ongoing-request="false", expiry-date="${new Date(found.expiresAt).toUTCString()}"` };
}

interface RestoreStatus {
  readonly IsRestoreInProgress: boolean;
  readonly RestoreExpiryDate?: Date;
}

/** As lists tell it, to who asks for it. AWS says nothing of what is not restored. */
export function restoreStatus(object: StoredObject, now: number): { readonly RestoreStatus?: RestoreStatus } {
  const found = restorationOf(object, now);
  if (!found) return {};
  if (!found.isReady) return { RestoreStatus: { IsRestoreInProgress: true } };
  return { RestoreStatus: { IsRestoreInProgress: false, RestoreExpiryDate: new Date(found.expiresAt) } };
}
