import { deflateRawSync } from "node:zlib";
import type { PolicyDescriptorType, Tag } from "@aws-sdk/client-sts";
import { parsePolicy } from "../../core/policy/parse-policy.ts";
import { PolicyFault } from "../../core/policy/policy.ts";
import { malformedPolicy, packedPolicyTooLarge, validationError } from "./errors.ts";
import { MAX_POLICY_ARNS, PACKED_POLICY_BYTES } from "./limits.ts";

export interface SessionRules {
  readonly Policy?: string | undefined;
  readonly PolicyArns?: readonly PolicyDescriptorType[] | undefined;
  readonly Tags?: readonly Tag[] | undefined;
}

/** Checks what is to narrow a session down, and says how much of its room that takes; undefined where there is nothing. */
export function packedSize({ Policy, PolicyArns = [], Tags = [] }: SessionRules): number | undefined {
  if (Policy !== undefined) checkPolicy(Policy);
  if (PolicyArns.length > MAX_POLICY_ARNS) throw validationError(`At most ${MAX_POLICY_ARNS} policies can be named.`);
  for (const { arn = "" } of PolicyArns) {
    if (!/^arn:aws:iam::(?:aws|\d{12}):policy\/[\w+=,.@/-]+$/.test(arn))
      throw validationError(`ARN ${arn} is not valid.`);
  }
  if (Policy === undefined && PolicyArns.length === 0 && Tags.length === 0) return undefined;
  // AWS packs them in a way of its own; this one is close: what repeats itself takes little room.
  const packed = deflateRawSync(JSON.stringify([Policy, PolicyArns, Tags]));
  const percent = Math.ceil((packed.length / PACKED_POLICY_BYTES) * 100);
  if (percent > 100) throw packedPolicyTooLarge(percent);
  return percent;
}

function checkPolicy(text: string): void {
  try {
    parsePolicy(text, { service: "*", withoutPrincipal: true });
  } catch (error) {
    if (!(error instanceof PolicyFault)) throw error;
    throw malformedPolicy(error.part === "json" ? "This policy contains invalid Json" : "Syntax errors in policy.");
  }
}
