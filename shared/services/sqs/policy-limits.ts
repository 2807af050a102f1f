import type { Policy } from "../../core/policy/policy.ts";
import { overLimit } from "./errors.ts";
import {
  MAX_PERMISSION_ACTIONS,
  MAX_POLICY_CONDITIONS,
  MAX_POLICY_PRINCIPALS,
  MAX_POLICY_STATEMENTS,
} from "./limits.ts";

/** What a queue's policy may hold, beside its length in bytes. */
export function checkPolicyLimits({ statements }: Policy): void {
  atMost(MAX_POLICY_STATEMENTS, "Statements", statements);
  for (const { actions, principals, conditions } of statements) {
    atMost(MAX_PERMISSION_ACTIONS, "Actions", actions.items);
    atMost(MAX_POLICY_PRINCIPALS, "Principals", principals.items);
    atMost(MAX_POLICY_CONDITIONS, "Conditions", conditions);
  }
}

export function atMost(max: number, what: string, list: readonly unknown[]): void {
  if (list.length > max)
    throw overLimit(`${list.length} ${what} were found, maximum allowed is ${max}.`, "queue-policy");
}
