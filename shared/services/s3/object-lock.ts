import type { DefaultRetention } from "@aws-sdk/client-s3";
import { ServiceError } from "../../core/errors.ts";
import { MILLISECONDS_PER_DAY } from "../../core/time.ts";
import type { ReadTools } from "../service.ts";
import { readConfiguration } from "./configuration.ts";
import { invalidArgument, invalidRequest, objectLocked } from "./errors.ts";
import type { Bucket, ObjectLock, Version } from "./model.ts";

/*
 * What keeps versions from being deleted: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */

/** What requests that store an object say of its lock. */
export interface LockInput {
  readonly ObjectLockMode?: string | undefined;
  readonly ObjectLockRetainUntilDate?: Date | undefined;
  readonly ObjectLockLegalHoldStatus?: string | undefined;
}

const MODE = "x-amz-object-lock-mode";
const UNTIL = "x-amz-object-lock-retain-until-date";
const HOLD = "x-amz-object-lock-legal-hold";

/** The lock of a new object: its own, or its bucket's default. */
export async function newLock(
  input: LockInput,
  bucket: Bucket,
  tools: Pick<ReadTools, "store" | "context" | "now">,
): Promise<{ readonly lock?: ObjectLock }> {
  const { ObjectLockMode: mode, ObjectLockRetainUntilDate: until, ObjectLockLegalHoldStatus: legalHold } = input;
  if (mode !== undefined && !isMode(mode)) throw invalid("Unknown wormMode directive.", MODE, mode);
  if (legalHold !== undefined && !isHold(legalHold)) throw invalid("Unknown legal hold status.", HOLD, legalHold);
  if ((mode === undefined) !== (until === undefined)) throw halfGiven(mode === undefined ? MODE : UNTIL);
  if (until && until.getTime() <= tools.now) throw inThePast();
  const asks = mode !== undefined || legalHold !== undefined;
  if (!hasLocks(bucket)) {
    if (asks) throw noLockConfiguration();
    return {};
  }
  const retention = mode !== undefined && until ? { mode, until: until.getTime() } : await usual(bucket, tools);
  const lock = { ...retention, ...(legalHold === undefined ? {} : { legalHold }) };
  return Object.keys(lock).length > 0 ? { lock } : {};
}

async function usual(
  bucket: Bucket,
  tools: Pick<ReadTools, "store" | "context" | "now">,
): Promise<Pick<ObjectLock, "mode" | "until">> {
  const { Mode, Days, Years } = await defaultRetention(bucket, tools);
  if (!Mode) return {};
  const until = new Date(tools.now);
  if (Years !== undefined) until.setUTCFullYear(until.getUTCFullYear() + Years);
  return { mode: Mode, until: until.getTime() + (Days ?? 0) * MILLISECONDS_PER_DAY };
}

async function defaultRetention(
  bucket: Bucket,
  tools: Pick<ReadTools, "store" | "context">,
): Promise<DefaultRetention> {
  const configuration = await readConfiguration(bucket, "objectLock", tools);
  return configuration?.Rule?.DefaultRetention ?? {};
}

export function hasLocks({ configured }: Bucket): boolean {
  return configured?.includes("objectLock") === true;
}

/** Refuses to delete for good what is locked. A delete marker may always be put in front. */
export function checkDeletable(version: Version, now: number, bypass: boolean): void {
  if (!isDeletable(version, now, bypass)) throw objectLocked();
}

export function isDeletable(version: Version, now: number, bypass = false): boolean {
  if (version.marker || !version.lock) return true;
  return version.lock.legalHold !== "ON" && !isRetained(version.lock, now, bypass);
}

export function isRetained({ mode, until = 0 }: ObjectLock, now: number, bypass: boolean): boolean {
  return until > now && (mode === "COMPLIANCE" || !bypass);
}

export function isMode(text: string): text is "GOVERNANCE" | "COMPLIANCE" {
  return text === "GOVERNANCE" || text === "COMPLIANCE";
}

export function isHold(text: string | undefined): text is "ON" | "OFF" {
  return text === "ON" || text === "OFF";
}

/** As GetObject and HeadObject tell it. */
export function lockMembers({ mode, until, legalHold }: ObjectLock = {}) {
  return {
    ...(mode === undefined ? {} : { ObjectLockMode: mode }),
    ...(until === undefined ? {} : { ObjectLockRetainUntilDate: new Date(until) }),
    ...(legalHold === undefined ? {} : { ObjectLockLegalHoldStatus: legalHold }),
  };
}

export function inThePast(): ServiceError {
  return invalidArgument("The retain until date must be in the future!", { name: UNTIL, value: null }, "object-lock");
}

export function noLockConfiguration(): ServiceError {
  return invalidRequest("Bucket is missing Object Lock Configuration", "object-lock");
}

function invalid(message: string, name: string, value: string): ServiceError {
  return invalidArgument(message, { name, value }, "object-lock");
}

/** AWS names the one that is missing, and no value. */
function halfGiven(missing: string): ServiceError {
  const message = `${UNTIL} and ${MODE} must both be supplied`;
  return new ServiceError("InvalidArgument", message, { docs: "object-lock", details: { ArgumentName: missing } });
}
