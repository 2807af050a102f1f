import { ServiceError } from "../../shared/core/errors.ts";
import { type Family, FaultTable, familyOf, internalFault } from "../../shared/protocols/fault.ts";
import { type Approach, approachOf, protocolOfStyle } from "../../shared/protocols/identify.ts";
import type { ServiceModel, WireProtocol } from "../../shared/protocols/model.ts";
import { findCalled, findSpoken, type Spoken } from "../../shared/protocols/resolve-call.ts";
import { createCodec } from "../../shared/protocols/service-codec.ts";
import { type Credentials, readCredentials } from "../../shared/protocols/signature/credentials.ts";
import { sha256Hex } from "../../shared/protocols/signature/sigv4.ts";
import { checkExpiry, SignatureVerifier } from "../../shared/protocols/signature/verify.ts";
import { hostBucket } from "../../shared/protocols/virtual-host.ts";
import type { WireResponse } from "../../shared/protocols/wire-message.ts";
import { WireServices } from "../../shared/protocols/wire-services.ts";
import type { App } from "../app.ts";
import type { Exchange } from "../exchange.ts";
import { runCall } from "./call.ts";
import { callerOf } from "./caller.ts";
import { admitOrigin } from "./cors.ts";
import { refuseForeignPage } from "./foreign-page.ts";
import { readOnce } from "./request-body.ts";
import { restate } from "./restate.ts";
import { secretsOf } from "./secrets.ts";

/** How far a request has come, so that what goes wrong is said in the words of whom it spoke to. */
interface Progress {
  approach: Approach | undefined;
  spoken: Spoken | undefined;
}

/** Every AWS protocol of every service: who speaks to whom, may they, what do they call. */
export function wireDoor(app: App): (exchange: Exchange) => Promise<WireResponse> {
  const services = new WireServices(app.services);
  const secrets = secretsOf(app);
  const verifier = secrets && new SignatureVerifier(secrets);
  return async (exchange) => {
    const progress: Progress = { approach: undefined, spoken: undefined };
    try {
      return await answer(exchange, progress, app, services, verifier);
    } catch (error) {
      return writeFault(error, exchange, progress, app);
    }
  };
}

async function answer(
  exchange: Exchange,
  progress: Progress,
  app: App,
  services: WireServices,
  verifier: SignatureVerifier | undefined,
): Promise<WireResponse> {
  const { http } = exchange;
  progress.approach = approachOf(http, { kind: "anonymous" });
  const credentials = readCredentials(http);
  const approach = approachOf(http, credentials);
  progress.approach = approach;
  const preflight = await admitOrigin(exchange, approach, app);
  if (preflight) return preflight;
  refuseForeignPage(http, approach);
  const readBody = readOnce(http);
  const spoken = await findSpoken(http, approach, services, readBody);
  progress.spoken = spoken;
  const family = familyOf(spoken.protocol);
  const chunks = await admit(credentials, family, exchange, app, verifier, readBody);
  const called = findCalled(http, approach, spoken);
  const caller = callerOf(exchange, credentials, family);
  return runCall(called, { engine: app.engine, caller, http, verifier: chunks, readBody });
}

/** Holds the request to its time and, where that is on, to its signature. */
async function admit(
  credentials: Credentials,
  family: Family,
  { http }: Exchange,
  { engine }: App,
  verifier: SignatureVerifier | undefined,
  readBody: () => Promise<Uint8Array>,
) {
  const now = engine.ports.clock.now();
  checkExpiry(credentials, now);
  return verifier?.verify(credentials, http, {
    family,
    now,
    hostBucket: hostBucket(http),
    payload: async () => sha256Hex(await readBody()),
  });
}

function writeFault(error: unknown, exchange: Exchange, { approach, spoken }: Progress, app: App): WireResponse {
  const { http, requestId } = exchange;
  const protocol = spoken?.protocol ?? protocolOfStyle(approach ?? { style: "rest", service: undefined });
  const family = familyOf(protocol);
  const known = error instanceof ServiceError ? restate(error, family) : internalFault(family, requestId);
  if (!(error instanceof ServiceError)) app.onError(error, `${http.method} ${http.path} (request ${requestId})`);
  const fault = (spoken?.service.faults ?? NO_FAULTS).fault(known);
  const codec = spoken?.service.speaks(protocol) ? spoken.service.codec(protocol) : strangersCodec(protocol);
  return codec.writeFault(fault, { requestId, head: http.method === "HEAD" });
}

/** For whom speaks to no service that is here. */
function strangersCodec(protocol: WireProtocol) {
  return createCodec(protocol, NOTHING, {});
}

const NOTHING: ServiceModel = {
  version: "",
  target: "",
  protocol: "json-1.1",
  operations: {},
  unbuilt: {},
  structures: {},
  errors: {},
};
const NO_FAULTS = new FaultTable(NOTHING);
