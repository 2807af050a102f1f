import type { ServiceError } from "../../core/errors.ts";
import type { Family } from "../fault.ts";
import type { Credentials, SigV4 } from "./credentials.ts";
import { dateDoesNotFit, expired, noDate, notYetValid, type Skew, skewed } from "./time-faults.ts";

/*
 * When a signature is good. Wall time: requests and links come from outside the playground.
 */

/** AWS tolerates clocks that are a quarter of an hour apart. */
const MAX_SKEW_MILLISECONDS = 15 * 60 * 1000;

/** A presigned URL is good until its time, whether or not signatures are verified. */
export function checkExpiry(credentials: Credentials, now: number, family: Family = "s3"): void {
  const until = expiryOf(credentials);
  if (until === undefined || now < until) return;
  if (credentials.kind === "v4" && Number.isNaN(until)) throw noDate(family, credentials.signedAt, true);
  const seconds = credentials.kind === "v4" ? credentials.expiresSeconds : undefined;
  const signedAt = credentials.kind === "v4" ? credentials.signedAt : "";
  throw expired(family, { signedAt, until, now, seconds });
}

function expiryOf(credentials: Credentials): number | undefined {
  if (credentials.kind === "v2") {
    const { expiresAtSeconds } = credentials;
    return expiresAtSeconds === undefined ? undefined : expiresAtSeconds * 1000;
  }
  if (credentials.kind !== "v4" || credentials.expiresSeconds === undefined) return undefined;
  return instantOf(credentials.signedAt) + credentials.expiresSeconds * 1000;
}

/** Holds a version 4 signature to its time. How old a presigned URL may be, its own expiry says. */
export function checkTime({ signedAt, date, expiresSeconds }: SigV4, now: number, family: Family): void {
  const instant = instantOf(signedAt);
  const presigned = expiresSeconds !== undefined;
  if (Number.isNaN(instant)) throw noDate(family, signedAt, presigned);
  if (!signedAt.startsWith(date)) throw dateDoesNotFit(family, { date, signedAt, presigned });
  if (presigned && family === "s3") {
    if (instant - now > MAX_SKEW_MILLISECONDS) throw notYetValid(expiresSeconds, now);
    return;
  }
  const tooOld = !presigned && now - instant > MAX_SKEW_MILLISECONDS;
  if (tooOld || instant - now > MAX_SKEW_MILLISECONDS) throw tooSkewed(family, signedAt, instant, now);
}

/** The same for version 2, whose Date is any that HTTP has. */
export function checkSkew(signedAt: string, now: number, family: Family): void {
  const instant = Date.parse(signedAt);
  if (Number.isNaN(instant)) throw noDate(family, signedAt, false);
  if (Math.abs(instant - now) > MAX_SKEW_MILLISECONDS) throw tooSkewed(family, signedAt, instant, now);
}

function tooSkewed(family: Family, signedAt: string, instant: number, now: number): ServiceError {
  const skew: Skew = { signedAt, instant, now, maxMilliseconds: MAX_SKEW_MILLISECONDS };
  return skewed(family, skew);
}

/** `20260131T120000Z` as epoch milliseconds; NaN when it is none. */
export function instantOf(signedAt: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(signedAt);
  if (!match) return Number.NaN;
  const [, year, month, day, hour, minute, second] = match;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
