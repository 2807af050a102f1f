import { accountOfKey, TEMPORARY_KEY } from "../../shared/core/access-key-id.ts";
import { DEFAULT_ACCOUNT, DEFAULT_REGION, type Principal } from "../../shared/core/context.ts";
import type { OperationRef } from "../../shared/core/operation-ref.ts";
import type { Family } from "../../shared/protocols/fault.ts";
import type { Credentials } from "../../shared/protocols/signature/credentials.ts";
import { expiredToken, invalidToken, unknownAccessKey } from "../../shared/protocols/signature/signature-faults.ts";
import type { App } from "../app.ts";
import type { Exchange } from "../exchange.ts";

/** Who says that they send a request. Whether they are, their signature tells. */
export interface Identity {
  readonly account: string;
  readonly principal: Principal;
  /** Of a session's key, which is in nobody's list. */
  readonly secret?: string;
}

interface Session {
  readonly Status: "valid" | "expired" | "invalid" | "foreign";
  readonly Account?: string;
  readonly Arn?: string;
  readonly Secret?: string;
}

const DESCRIBE_SESSION: OperationRef<{ AccessKeyId: string; SessionToken: string }, Session> = {
  service: "sts",
  name: "DescribeSession",
};

/**
 * Whoever does not sign is nobody where signatures are verified, and only policies can let such a request through. Where they are not, it
 * is the default account's: `curl` is enough on a machine of one's own. But not for buckets, of which AWS's users know that an object is
 * private until somebody says otherwise: docs/decisions/0124.
 */
export function identityOf(
  credentials: Credentials,
  family: Family,
  exchange: Exchange,
  { app, verified }: { readonly app: App; readonly verified: boolean },
): Identity | Promise<Identity> {
  if (credentials.kind === "anonymous") {
    const isNobody = verified || family === "s3";
    return isNobody ? { account: DEFAULT_ACCOUNT, principal: { kind: "anonymous" } } : rootOf(DEFAULT_ACCOUNT);
  }
  const { accessKeyId, sessionToken } = credentials;
  if (sessionToken !== undefined)
    return identityOfSession({ accessKeyId, sessionToken }, family, exchange, app, verified);
  // A key that ends is worth nothing without its token, and AWS says so. Any other text is a key, if a made-up one.
  if (accessKeyId.startsWith(TEMPORARY_KEY) && accountOfKey(accessKeyId)) throw unknownAccessKey(family, accessKeyId);
  return rootOf(accountOf(accessKeyId));
}

async function identityOfSession(
  { accessKeyId, sessionToken }: { readonly accessKeyId: string; readonly sessionToken: string },
  family: Family,
  exchange: Exchange,
  { engine }: App,
  verified: boolean,
): Promise<Identity> {
  const { playground, account, principal, traceId, requestId, http } = exchange;
  const caller = { playground, account, region: DEFAULT_REGION, principal, traceId, requestId, baseUrl: http.baseUrl };
  const known = engine.registry.operation(DESCRIBE_SESSION.service, DESCRIBE_SESSION.name) !== undefined;
  const input = { AccessKeyId: accessKeyId, SessionToken: sessionToken };
  const session: Session = known ? await engine.call(DESCRIBE_SESSION, input, caller) : { Status: "foreign" };
  const { Status, Account = "", Arn, Secret } = session;
  if (Status === "expired") throw expiredToken(family, sessionToken);
  // People have keys and tokens of AWS's own in their environment: on a machine of one's own these are as good as any.
  if (Status === "foreign" && !verified) return rootOf(accountOf(accessKeyId));
  if (Status !== "valid") throw invalidToken(family, accessKeyId, sessionToken);
  const arn = Arn === undefined ? {} : { arn: Arn };
  const secret = Secret === undefined ? {} : { secret: Secret };
  return { account: Account, principal: { kind: "account", account: Account, ...arn }, ...secret };
}

function rootOf(account: string): Identity {
  return { account, principal: { kind: "account", account } };
}

/** Twelve digits are an account's number, as local emulators have agreed; any other key is the default account's. */
function accountOf(accessKeyId: string): string {
  return /^\d{12}$/.test(accessKeyId) ? accessKeyId : DEFAULT_ACCOUNT;
}
