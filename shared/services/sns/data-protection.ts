import { utf8Length } from "../../core/bytes.ts";
import { invalidParameter } from "./errors.ts";
import { parseObject } from "./json-object.ts";
import { MAX_POLICY_BYTES } from "./limits.ts";

/**
 * A data protection policy's text, checked for its form; undefined when it takes the policy away.
 * https://docs.aws.amazon.com/sns/latest/dg/message-data-protection.html
 */
export function readDataProtectionPolicy(text: string): string | undefined {
  if (text.trim() === "") return undefined;
  const refuse = (reason: string) =>
    invalidParameter(`DataProtectionPolicy Reason: ${reason}`, "data-protection-policy");
  if (utf8Length(text) > MAX_POLICY_BYTES) throw refuse(`the policy is longer than ${MAX_POLICY_BYTES} bytes`);
  const policy = parseObject(text);
  if (!policy) throw refuse("the policy is not a JSON object");
  for (const name of ["Name", "Version"]) if (typeof policy[name] !== "string") throw refuse(`${name} is missing`);
  const { Statement } = policy;
  if (!Array.isArray(Statement) || Statement.length === 0) throw refuse("Statement is missing");
  return text;
}
