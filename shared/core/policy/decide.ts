import type { Principal } from "../context.ts";
import { matchesArn } from "./arn-pattern.ts";
import { type Conditions, sourceAccount } from "./conditions.ts";
import { type Lookup, meetsCondition } from "./meets-condition.ts";
import { matchesPattern } from "./pattern.ts";
import type { Policy, Rule, Statement } from "./policy.ts";
import { matchesPrincipal } from "./principal-rule.ts";
import type { Variables } from "./variables.ts";

export { type Conditions, conditionsOf } from "./conditions.ts";

/** Somebody wants to do something with a resource. */
export interface Ask {
  readonly principal: Principal;
  /** `sqs:SendMessage` */
  readonly action: string;
  /** ARN. */
  readonly resource: string;
  /** The account that the resource belongs to. */
  readonly owner: string;
  readonly conditions: Conditions;
}

export type Decision = "allow" | "explicitDeny" | "implicitDeny";

/**
 * What a resource's policy says: any Deny that fits wins, then any Allow.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(policy: Policy | undefined, ask: Ask): Decision {
  if (!policy) return "implicitDeny";
  const lookup = lookupOf(ask);
  const variables: Variables = (name) => {
    const values = lookup(name);
    // AWS fills in keys of one value only.
    return values.length === 1 ? values[0] : undefined;
  };
  let decision: Decision = "implicitDeny";
  for (const statement of policy.statements) {
    if (statement.effect === "Allow" && decision === "allow") continue;
    if (!fits(statement, ask, lookup, variables)) continue;
    if (statement.effect === "Deny") return "explicitDeny";
    decision = "allow";
  }
  return decision;
}

/**
 * Whether somebody may. An explicit Deny always wins. Whoever belongs to the owner's account may otherwise do everything, for
 * identities have every permission here; so may an AWS service that acts for a resource of that account, where AWS asks for a
 * policy even then. Everybody else needs an Allow.
 */
export function mayAct(policy: Policy | undefined, ask: Ask): boolean {
  const decision = decide(policy, ask);
  return decision === "allow" || (decision === "implicitDeny" && isOwn(ask));
}

function isOwn({ principal, owner }: Ask): boolean {
  switch (principal.kind) {
    case "anonymous":
      return false;
    case "account":
      return principal.account === owner;
    case "service":
      // Without a source it is the playground itself, at its housekeeping.
      return principal.sourceArn === "" || sourceAccount(principal) === owner;
  }
}

function fits(statement: Statement, ask: Ask, lookup: Lookup, variables: Variables): boolean {
  const { principals, actions, resources, conditions } = statement;
  const action = ask.action.toLowerCase();
  return (
    matchesPrincipal(principals, ask.principal) &&
    isAbout(actions, (pattern) => matchesPattern(pattern, action, variables)) &&
    isAbout(resources, (pattern) => matchesArn(pattern, ask.resource, variables)) &&
    conditions.every((condition) => meetsCondition(condition, lookup, variables))
  );
}

function isAbout<Item>({ negated, items }: Rule<Item>, matches: (item: Item) => boolean): boolean {
  return items.some(matches) !== negated;
}

const NO_VALUES: readonly string[] = [];

/** Most statements ask for no key: they are put in lower case when the first does. */
function lookupOf({ conditions, owner }: Ask): Lookup {
  let values: Map<string, readonly string[]> | undefined;
  return (key) => {
    values ??= new Map([
      ["aws:resourceaccount", [owner]],
      ...Object.entries(conditions).map(([name, list]) => [name.toLowerCase(), list] as const),
    ]);
    return values.get(key) ?? NO_VALUES;
  };
}
