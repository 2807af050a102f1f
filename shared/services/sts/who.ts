import type { RequestContext } from "../service.ts";

type Asked = Pick<RequestContext, "principal">;

/** Whether the caller's credentials are a role's or a federated user's: AWS makes no others of them by name. */
export function hasSession({ principal }: Asked): boolean {
  return principal.kind === "account" && principal.arn?.startsWith("arn:aws:sts:") === true;
}

export function isRoleSession({ principal }: Asked): boolean {
  return principal.kind === "account" && principal.arn?.includes(":assumed-role/") === true;
}
