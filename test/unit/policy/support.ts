import type { Principal } from "../../../shared/core/context.ts";
import { type Ask, type Conditions, decide } from "../../../shared/core/policy/decide.ts";
import { parsePolicy } from "../../../shared/core/policy/parse-policy.ts";

export const OWNER = "111111111111";
export const STRANGER = "222222222222";
export const QUEUE = `arn:aws:sqs:us-east-1:${OWNER}:orders`;

export const ANONYMOUS: Principal = { kind: "anonymous" };

export function account(number: string, arn?: string): Principal {
  return { kind: "account", account: number, ...(arn === undefined ? {} : { arn }) };
}

export const ALLOW_ALL = { Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: "*" };

export function policy(...statements: readonly object[]) {
  return parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }), { service: "sqs" });
}

export function ask(changes: Partial<Ask> = {}): Ask {
  return {
    principal: account(STRANGER),
    action: "sqs:SendMessage",
    resource: QUEUE,
    owner: OWNER,
    conditions: {},
    ...changes,
  };
}

/** What a policy that allows everything under one condition says to a request with such keys. */
export function meets(condition: object, conditions: Conditions): boolean {
  return decide(policy({ ...ALLOW_ALL, Condition: condition }), ask({ conditions })) === "allow";
}
