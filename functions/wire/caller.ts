import { DEFAULT_ACCOUNT, DEFAULT_REGION } from "../../shared/core/context.ts";
import type { Caller } from "../../shared/engine/execution.ts";
import type { Family } from "../../shared/protocols/fault.ts";
import type { Credentials } from "../../shared/protocols/signature/credentials.ts";
import { invalidRegion } from "../../shared/protocols/signature/signature-faults.ts";
import { REGION_PATTERN } from "../../shared/rest/region.ts";
import type { Exchange } from "../exchange.ts";

/** Clients that know no region sign for this one; it stands for the oldest. */
const NO_REGION = "aws-global";

/** Who calls, by the access key, and where, by the credential scope. */
export function callerOf(exchange: Exchange, credentials: Credentials, family: Family): Caller {
  const { playground, traceId, requestId, http } = exchange;
  const account = accountOf(credentials);
  const region = regionOf(credentials, family);
  return {
    playground,
    account,
    region,
    principal: { kind: "account", account },
    traceId,
    requestId,
    baseUrl: http.baseUrl,
  };
}

/** Twelve digits are an account's number, as local emulators have agreed; any other key is the default account's. */
function accountOf(credentials: Credentials): string {
  const id = credentials.kind === "anonymous" ? "" : credentials.accessKeyId;
  return /^\d{12}$/.test(id) ? id : DEFAULT_ACCOUNT;
}

function regionOf(credentials: Credentials, family: Family): string {
  if (credentials.kind !== "v4" || credentials.region === NO_REGION) return DEFAULT_REGION;
  if (!REGION_PATTERN.test(credentials.region)) throw invalidRegion(family, credentials.region, DEFAULT_REGION);
  return credentials.region;
}
