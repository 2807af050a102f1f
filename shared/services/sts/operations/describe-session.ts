import { operation } from "../../service.ts";
import { isOurs, readToken, secretOf } from "../session-token.ts";
import { signingKeyKey } from "../table.ts";

export interface DescribeSessionRequest {
  readonly AccessKeyId: string;
  readonly SessionToken: string;
}

export type DescribeSessionResult =
  | { readonly Status: "valid"; readonly Account: string; readonly Arn?: string; readonly Secret: string }
  /** `foreign`: no token of this playground's kind; `invalid`: one that it did not sign, or another key's. */
  | { readonly Status: "expired" | "invalid" | "foreign" };

/** Who a session token is for. The wire's door asks it of every request with one; nobody outside can. */
export const describeSession = operation<DescribeSessionRequest, DescribeSessionResult>()({
  service: "sts",
  name: "DescribeSession",
  internal: true,

  async prefetch({ SessionToken }, { store, context, wallNow }) {
    const row = isOurs(SessionToken) ? await store.get(signingKeyKey(context)) : undefined;
    return { signingKey: row?.value as Uint8Array | undefined, wallNow };
  },

  commit({ signingKey, wallNow }, { AccessKeyId, SessionToken }) {
    if (!isOurs(SessionToken)) return { output: { Status: "foreign" } };
    const session = signingKey && readToken(signingKey, SessionToken);
    if (!signingKey || session?.accessKeyId !== AccessKeyId) return { output: { Status: "invalid" } };
    const { account, arn, expiresAt } = session;
    if (wallNow >= expiresAt) return { output: { Status: "expired" } };
    const Secret = secretOf(signingKey, AccessKeyId);
    return { output: { Status: "valid", Account: account, ...(arn === undefined ? {} : { Arn: arn }), Secret } };
  },
});
