import type { GetCallerIdentityRequest, GetCallerIdentityResponse } from "@aws-sdk/client-sts";
import { arn } from "../../../core/arn.ts";
import { userId } from "../../../core/policy/principal-id.ts";
import { operation } from "../../service.ts";

/**
 * Who the access key belongs to: a role's session, a federated user, or their account's root, which everybody else is.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export const getCallerIdentity = operation<GetCallerIdentityRequest, GetCallerIdentityResponse>()({
  service: "sts",
  name: "GetCallerIdentity",

  prefetch: async () => undefined,

  commit(_state, _input, { account, principal }) {
    const given = principal.kind === "account" ? principal.arn : undefined;
    const Arn = given ?? arn({ service: "iam", region: "", account, resource: "root" });
    return { output: { UserId: userId(account, given), Account: account, Arn } };
  },
});
