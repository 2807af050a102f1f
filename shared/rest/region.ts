import { DEFAULT_REGION } from "../core/context.ts";
import { HttpError } from "./http-error.ts";

/** Shaped like AWS's names (`us-east-1`, `us-gov-west-1`, `eusc-de-east-1`); which ones exist AWS changes every year. */
export const REGION_PATTERN = /^[a-z]{2,6}(-[a-z]{2,12}){1,3}-[1-9][0-9]?$/;

/** The region that a request is about. */
export function readRegion(value: string | readonly string[] | undefined, allRegions: boolean): string {
  if (value === undefined) return DEFAULT_REGION;
  if (typeof value === "string") {
    if (REGION_PATTERN.test(value)) return value;
    if (value === "*" && allRegions) return value;
  }
  const every = value === "*" ? " Only lists go across all regions." : "";
  throw new HttpError(400, "InvalidRegion", `region must be one AWS region such as ${DEFAULT_REGION}.${every}`);
}
