import { DEFAULT_REGION } from "../../shared/core/context.ts";
import type { Caller } from "../../shared/engine/execution.ts";
import type { Family } from "../../shared/protocols/fault.ts";
import type { Credentials } from "../../shared/protocols/signature/credentials.ts";
import { invalidRegion } from "../../shared/protocols/signature/signature-faults.ts";
import { REGION_PATTERN } from "../../shared/rest/region.ts";
import { answerRoom } from "../answer-room.ts";
import type { Exchange } from "../exchange.ts";
import type { Identity } from "./identity.ts";

/** Clients that know no region sign for this one; it stands for the oldest. */
const NO_REGION = "aws-global";

/** Who calls, and where, by the credential scope. */
export function callerOf(
  exchange: Exchange,
  { account, principal }: Identity,
  credentials: Credentials,
  family: Family,
): Caller {
  const { playground, traceId, requestId, http, client } = exchange;
  const region = regionOf(credentials, family);
  const signed = credentials.kind === "v4" && credentials.region !== NO_REGION ? { signedRegion: region } : {};
  const facts = { ...client, ...signed };
  const room = answerRoom(exchange, family === "json" ? "json" : "xml");
  return { playground, account, region, principal, traceId, requestId, baseUrl: http.baseUrl, client: facts, ...room };
}

function regionOf(credentials: Credentials, family: Family): string {
  if (credentials.kind !== "v4" || credentials.region === NO_REGION) return DEFAULT_REGION;
  if (!REGION_PATTERN.test(credentials.region)) throw invalidRegion(family, credentials.region, DEFAULT_REGION);
  return credentials.region;
}
