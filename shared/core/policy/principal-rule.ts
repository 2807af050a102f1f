import type { Principal } from "../context.ts";
import { canonicalUserId } from "./canonical-user.ts";

/** Principal, or, negated, NotPrincipal. */
export interface PrincipalRule {
  readonly negated: boolean;
  readonly items: readonly PrincipalItem[];
}

export type PrincipalItem =
  /** `"*"` and `{"AWS": "*"}`, which mean the same in a resource's policy: everybody, also who did not sign. */
  | { readonly kind: "anybody" }
  /** Everybody of an account. */
  | { readonly kind: "account"; readonly account: string }
  | { readonly kind: "canonicalUser"; readonly id: string }
  /** `arn:aws:iam::123456789012:role/path/reader`: whoever has assumed it. */
  | { readonly kind: "role"; readonly account: string; readonly name: string }
  /** A user, or one session of a role. */
  | { readonly kind: "arn"; readonly arn: string }
  /** `sns.amazonaws.com` */
  | { readonly kind: "service"; readonly service: string }
  /** Nobody signs in through a provider here. */
  | { readonly kind: "federated"; readonly provider: string };

export function matchesPrincipal({ negated, items }: PrincipalRule, principal: Principal): boolean {
  return items.some((item) => matchesItem(item, principal)) !== negated;
}

function matchesItem(item: PrincipalItem, principal: Principal): boolean {
  if (item.kind === "anybody") return true;
  if (principal.kind === "service") return item.kind === "service" && item.service === principal.service;
  if (principal.kind === "anonymous") return false;
  const { account, arn } = principal;
  switch (item.kind) {
    case "account":
      return item.account === account;
    case "canonicalUser":
      return item.id === canonicalUserId(account);
    case "role":
      return arn?.startsWith(`arn:aws:sts::${item.account}:assumed-role/${item.name}/`) === true;
    case "arn":
      return item.arn === arn;
    default:
      return false;
  }
}
