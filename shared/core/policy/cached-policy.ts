import { type PolicyRules, parsePolicy } from "./parse-policy.ts";
import type { Policy } from "./policy.ts";

/** So many policies are kept parsed; the one that was asked for longest ago goes first. */
const MAX_CACHED = 500;

const cached = new Map<string, Policy>();

/** A stored policy, parsed at most once while it is in use. Its text has been parsed before it was stored, so this does not throw. */
export function cachedPolicy(text: string, rules: PolicyRules): Policy {
  const key = `${rules.service} ${text}`;
  const policy = cached.get(key) ?? parsePolicy(text, rules);
  cached.delete(key);
  cached.set(key, policy);
  if (cached.size > MAX_CACHED) cached.delete(cached.keys().next().value ?? "");
  return policy;
}
