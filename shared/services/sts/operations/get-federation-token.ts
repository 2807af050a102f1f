import type { GetFederationTokenRequest, GetFederationTokenResponse } from "@aws-sdk/client-sts";
import { operation } from "../../service.ts";
import { notWithSessionCredentials } from "../errors.ts";
import { issue, readMint } from "../issue.ts";
import { MAX_ROOT_SESSION_SECONDS, USER_SESSION_SECONDS } from "../limits.ts";
import { packedSize } from "../session-policy.ts";
import { checkTags } from "../session-tags.ts";
import { hasSession } from "../who.ts";

/**
 * Credentials under a name that the caller gives. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
 */
export const getFederationToken = operation<GetFederationTokenRequest, GetFederationTokenResponse>()({
  service: "sts",
  name: "GetFederationToken",

  async prefetch(input, tools) {
    if (hasSession(tools.context)) throw notWithSessionCredentials("GetFederationToken");
    checkTags(input.Tags);
    const seconds = Math.min(input.DurationSeconds ?? USER_SESSION_SECONDS, MAX_ROOT_SESSION_SECONDS);
    return { seconds, size: packedSize(input), mint: await readMint(tools) };
  },

  commit({ seconds, size, mint }, { Name = "" }, context) {
    const { account } = context;
    const Arn = `arn:aws:sts::${account}:federated-user/${Name}`;
    const { credentials, writes } = issue(mint, { account, arn: Arn, seconds }, context);
    return {
      output: {
        Credentials: credentials,
        FederatedUser: { FederatedUserId: `${account}:${Name}`, Arn },
        ...(size === undefined ? {} : { PackedPolicySize: size }),
      },
      writes,
    };
  },
});
