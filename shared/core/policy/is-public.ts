import { readRange } from "./operators/addresses.ts";
import type { Condition, Policy, Statement } from "./policy.ts";

/**
 * Whether a policy is public in the sense of S3's GetBucketPolicyStatus and Block Public Access: something is allowed to everybody,
 * and no condition narrows that down to fixed values.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function isPublic({ statements }: Policy): boolean {
  return statements.some(isPublicStatement);
}

function isPublicStatement({ effect, principals, conditions }: Statement): boolean {
  if (effect === "Deny") return false;
  const everybody = principals.negated || principals.items.some(({ kind }) => kind === "anybody");
  return everybody && !conditions.some(narrows);
}

/** The keys that say where a request comes from; `*` and `?` in a value, or a variable, fix nothing. */
const FIXING_KEYS: ReadonlySet<string> = new Set([
  "aws:sourcearn",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:sourceowner",
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:userid",
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "s3:x-amz-server-side-encryption-aws-kms-key-id",
  "s3:dataaccesspointarn",
  "s3:dataaccesspointaccount",
]);

function narrows({ operator, set, ifExists, negated, key, values }: Condition): boolean {
  // ForAllValues and IfExists hold for whoever has no such key at all.
  if (negated || ifExists || set === "ForAllValues" || operator === "Null") return false;
  if (key === "aws:sourceip") return operator === "IpAddress" && values.every(isNarrowRange);
  return FIXING_KEYS.has(key) && values.every((value) => isFixed(value, key));
}

/** An access point's ARN may leave its name open, if not its account: `arn:aws:s3:us-west-2:123456789012:accesspoint/*`. */
function isFixed(value: string, key: string): boolean {
  const fixedPart = key === "s3:dataaccesspointarn" ? value.replace(/:accesspoint\/\*$/, "") : value;
  return !/[*?]|\$\{/.test(fixedPart);
}

/** AWS: "IP ranges broader than /8 for IPv4 and /32 for IPv6 (excluding RFC1918 private ranges)" are public. */
const BROADEST_BITS = { 32: 8, 128: 32 } as const;

function isNarrowRange(value: string): boolean {
  const range = readRange(value);
  return range !== undefined && range.bits >= BROADEST_BITS[range.base.width];
}
