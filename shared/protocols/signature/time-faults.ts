import { ServiceError } from "../../core/errors.ts";
import type { Family } from "../fault.ts";
import { incompleteSignature, malformedHeader, malformedQuery, signatureProblem } from "./signature-faults.ts";

/* What AWS's front doors say of a signature's time. Instants are epoch milliseconds. */

export interface Skew {
  readonly signedAt: string;
  readonly instant: number;
  readonly now: number;
  readonly maxMilliseconds: number;
}

export function skewed(family: Family, { signedAt, instant, now, maxMilliseconds }: Skew): ServiceError {
  if (family !== "s3") {
    const words = instant < now ? expiredWords : earlyWords;
    return signatureProblem(family, words(signedAt, now, maxMilliseconds));
  }
  const message = "The difference between the request time and the current time is too large.";
  const ServerTime = new Date(now).toISOString();
  const details = { RequestTime: signedAt, ServerTime, MaxAllowedSkewMilliseconds: maxMilliseconds };
  return new ServiceError("RequestTimeTooSkewed", message, { status: 403, details });
}

interface Expiry {
  readonly signedAt: string;
  readonly until: number;
  readonly now: number;
  readonly seconds: number | undefined;
}

/** A presigned URL whose time is over. */
export function expired(family: Family, { signedAt, until, now, seconds }: Expiry): ServiceError {
  if (family !== "s3") return signatureProblem(family, expiredWords(signedAt, now, (seconds ?? 0) * 1000));
  const details = {
    ...(seconds === undefined ? {} : { "X-Amz-Expires": seconds }),
    Expires: new Date(until).toISOString().replace(".000Z", "Z"),
    ServerTime: new Date(now).toISOString(),
  };
  return new ServiceError("AccessDenied", "Request has expired", { status: 403, details });
}

export function notYetValid(seconds: number, now: number): ServiceError {
  const details = { "X-Amz-Expires": seconds, ServerTime: new Date(now).toISOString() };
  return new ServiceError("AccessDenied", "Request is not yet valid", { status: 403, details });
}

/** There is no date, or one that can't be read. */
export function noDate(family: Family, given: string, presigned: boolean): ServiceError {
  if (family === "s3") {
    if (presigned) return malformedQuery("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
    const message = "AWS authentication requires a valid Date or x-amz-date header";
    return new ServiceError("AccessDenied", message, { status: 403 });
  }
  if (given === "") {
    const message = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.";
    return incompleteSignature(family, message);
  }
  const shown = given.slice(0, 100);
  const message = `Date must be in ISO-8601 'basic format'. Got '${shown}'. See http://en.wikipedia.org/wiki/ISO_8601`;
  return incompleteSignature(family, message);
}

/** The credential scope names another day. */
export function dateDoesNotFit(
  family: Family,
  { date, signedAt, presigned }: { readonly date: string; readonly signedAt: string; readonly presigned: boolean },
): ServiceError {
  const day = signedAt.slice(0, 8);
  const inS3 = `Invalid credential date "${date}". This date is not the same as X-Amz-Date: "${day}".`;
  const otherwise = `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${day}', from '${signedAt}'.`;
  if (family !== "s3") return signatureProblem(family, otherwise);
  return presigned ? malformedQuery(inS3) : malformedHeader(inS3, otherwise);
}

/* AWS's own sentences, with its minutes. */

function expiredWords(signedAt: string, now: number, forMilliseconds: number): string {
  const [earliest, at] = [basic(now - forMilliseconds), basic(now)];
  return `Signature expired: ${signedAt} is now earlier than ${earliest} (${at} - ${minutes(forMilliseconds)} min.)`;
}

function earlyWords(signedAt: string, now: number, forMilliseconds: number): string {
  const [latest, at] = [basic(now + forMilliseconds), basic(now)];
  return `Signature not yet current: ${signedAt} is still later than ${latest} (${at} + ${minutes(forMilliseconds)} min.)`;
}

function minutes(milliseconds: number): number {
  return Math.floor(milliseconds / 60_000);
}

/** `20260131T120000Z` */
function basic(instant: number): string {
  return `${new Date(instant).toISOString().replace(/[-:]/g, "").slice(0, 15)}Z`;
}
