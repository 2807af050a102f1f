import { type ClientFacts, DEFAULT_REGION } from "../../shared/core/context.ts";
import type { Caller } from "../../shared/engine/request.ts";
import type { Family } from "../../shared/protocols/fault.ts";
import type { Credentials } from "../../shared/protocols/signature/credentials.ts";
import { instantOf } from "../../shared/protocols/signature/request-time.ts";
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
  signing: Signing,
): Caller {
  const { playground, traceId, requestId, http, client } = exchange;
  const region = regionOf(credentials, family);
  const signed = credentials.kind === "v4" && credentials.region !== NO_REGION ? { signedRegion: region } : {};
  const facts = { ...client, ...signed, ...signatureFacts(credentials, http.headers, signing) };
  const room = answerRoom(exchange, family === "json" ? "json" : "xml");
  return { playground, account, region, principal, traceId, requestId, baseUrl: http.baseUrl, client: facts, ...room };
}

/** How the door came to the credentials, and when: wall time. */
export interface Signing {
  readonly now: number;
  readonly posted?: true;
}

/** What policies can ask of a signature. */
function signatureFacts(credentials: Credentials, headers: Headers, { now, posted }: Signing): ClientFacts {
  const sum = headers["x-amz-content-sha256"];
  const facts = sum === undefined ? {} : { contentSha256: sum };
  if (credentials.kind === "anonymous") return facts;
  const inLink = (credentials.kind === "v4" ? credentials.expiresSeconds : credentials.expiresAtSeconds) !== undefined;
  const type = posted ? "POST" : inLink ? "REST-QUERY-STRING" : "REST-HEADER";
  if (credentials.kind === "v2") return { ...facts, signature: { version: "AWS", type, ageMilliseconds: 0 } };
  const age = type === "REST-HEADER" ? {} : { ageMilliseconds: now - instantOf(credentials.signedAt) };
  return { ...facts, signature: { version: "AWS4-HMAC-SHA256", type, ...age } };
}

type Headers = Readonly<Record<string, string | undefined>>;

function regionOf(credentials: Credentials, family: Family): string {
  if (credentials.kind !== "v4" || credentials.region === NO_REGION) return DEFAULT_REGION;
  if (!REGION_PATTERN.test(credentials.region)) throw invalidRegion(family, credentials.region, DEFAULT_REGION);
  return credentials.region;
}
