import type { GetSessionTokenRequest, GetSessionTokenResponse } from "@aws-sdk/client-sts";
import { operation } from "../../service.ts";
import { notWithSessionCredentials } from "../errors.ts";
import { issue, readMint } from "../issue.ts";
import { MAX_ROOT_SESSION_SECONDS, USER_SESSION_SECONDS } from "../limits.ts";
import { hasSession } from "../who.ts";

/**
 * Credentials of the account's own that end. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export const getSessionToken = operation<GetSessionTokenRequest, GetSessionTokenResponse>()({
  service: "sts",
  name: "GetSessionToken",

  async prefetch({ DurationSeconds = USER_SESSION_SECONDS }, tools) {
    if (hasSession(tools.context)) throw notWithSessionCredentials("GetSessionToken");
    // Everybody is their account's root user, of whom AWS does not refuse more, but gives an hour.
    return { seconds: Math.min(DurationSeconds, MAX_ROOT_SESSION_SECONDS), mint: await readMint(tools) };
  },

  commit({ seconds, mint }, _input, context) {
    const { credentials, writes } = issue(mint, { account: context.account, seconds }, context);
    return { output: { Credentials: credentials }, writes };
  },
});
