import type { GetCallerIdentityRequest, GetCallerIdentityResponse } from "@aws-sdk/client-sts";
import { arn } from "../../../core/arn.ts";
import { operation } from "../../service.ts";

/**
 * Who the access key belongs to. There are no users yet, so everybody is their account's root.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export const getCallerIdentity = operation<GetCallerIdentityRequest, GetCallerIdentityResponse>()({
  service: "sts",
  name: "GetCallerIdentity",

  prefetch: async () => undefined,

  commit(_state, _input, { account }) {
    const Arn = arn({ service: "iam", region: "", account, resource: "root" });
    return { output: { UserId: account, Account: account, Arn } };
  },
});
