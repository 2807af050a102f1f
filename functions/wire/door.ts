import { ServiceError } from "../../shared/core/errors.ts";
import { type Family, FaultTable, familyOf, internalFault } from "../../shared/protocols/fault.ts";
import { type Approach, approachOf, protocolOfStyle } from "../../shared/protocols/identify.ts";
import type { ServiceModel, WireProtocol } from "../../shared/protocols/model.ts";
import { type Called, findCalled, findSpoken, type Spoken } from "../../shared/protocols/resolve-call.ts";
import { createCodec } from "../../shared/protocols/service-codec.ts";
import { type Credentials, checkMechanism, readCredentials } from "../../shared/protocols/signature/credentials.ts";
import { checkExpiry } from "../../shared/protocols/signature/request-time.ts";
import { unsigned } from "../../shared/protocols/signature/signature-faults.ts";
import { sha256Hex } from "../../shared/protocols/signature/sigv4.ts";
import { SignatureVerifier } from "../../shared/protocols/signature/verify.ts";
import { hostBucket } from "../../shared/protocols/virtual-host.ts";
import type { WireResponse } from "../../shared/protocols/wire-message.ts";
import { WireServices } from "../../shared/protocols/wire-services.ts";
import type { App } from "../app.ts";
import type { Exchange } from "../exchange.ts";
import { runCall } from "./call.ts";
import { callerOf } from "./caller.ts";
import { admitOrigin } from "./cors.ts";
import { refuseForeignPage } from "./foreign-page.ts";
import { type Identity, identityOf } from "./identity.ts";
import { withLinkedHeaders } from "./linked-headers.ts";
import { postedBucket, postObject } from "./post-object.ts";
import { readOnce, readWithin } from "./request-body.ts";
import { restate } from "./restate.ts";
import { secretsOf } from "./secrets.ts";
import { guardOf, openToPage, type PageRule, pageRule, preflight } from "./web-page.ts";

/** How far a request has come, so that what goes wrong is said in the words of whom it spoke to. */
interface Progress {
  approach: Approach | undefined;
  spoken: Spoken | undefined;
}

/** What the door has at hand for every request. */
interface Door {
  readonly app: App;
  readonly services: WireServices;
  /** Where signatures are verified. */
  readonly verifier: SignatureVerifier | undefined;
  readonly allows: PageRule;
}

/** Every AWS protocol of every service: who speaks to whom, may they, what do they call. */
export function wireDoor(app: App): (exchange: Exchange) => Promise<WireResponse> {
  const services = new WireServices(app.services);
  const secrets = secretsOf(app);
  const verifier = secrets && new SignatureVerifier(secrets);
  const allows = pageRule(app, verifier !== undefined);
  const door: Door = { app: { ...app, guard: guardOf(app, allows) }, services, verifier, allows };
  return async (exchange) => {
    const progress: Progress = { approach: undefined, spoken: undefined };
    try {
      return await answer(exchange, progress, door);
    } catch (error) {
      return writeFault(error, exchange, progress, app);
    }
  };
}

async function answer(exchange: Exchange, progress: Progress, door: Door): Promise<WireResponse> {
  const { http } = exchange;
  const { app, services, verifier, allows } = door;
  const asked = preflight(exchange, allows);
  if (asked) {
    app.guard?.(http);
    return asked;
  }
  const credentials = readCredentials(http);
  const approach = approachOf(http, credentials);
  progress.approach = approach;
  if (approach.service === "s3") checkMechanism(http);
  // The guard, and a bucket's word for the page that a request comes from.
  const askedOfBucket = await admitOrigin(exchange, approach, app);
  if (askedOfBucket) return askedOfBucket;
  openToPage(exchange, approach, allows);
  const readAny = readOnce(http);
  const spoken = await findSpoken(http, approach, services, readAny);
  progress.spoken = spoken;
  const readBody = readWithin(readAny, spoken.service.binding.maxBodyBytes);
  const bucket = postedBucket(http, spoken);
  if (bucket !== undefined) return postObject(bucket, exchange, { app, verifier, spoken });
  if (!isLink(spoken)) refuseForeignPage(http, approach);
  const family = familyOf(spoken.protocol);
  const now = app.engine.ports.clock.now();
  checkExpiry(credentials, now, family);
  const identity = await identityOf(credentials, family, exchange, { app, verified: verifier !== undefined });
  const chunks = await verify(credentials, identity, family, exchange, door, readBody);
  const linked = withLinkedHeaders(http, credentials);
  const called = findCalled(linked, approach, spoken);
  admit(identity, called, family);
  const caller = callerOf(exchange, identity, credentials, family, { now });
  return runCall(called, { engine: app.engine, caller, http: linked, verifier: chunks, readBody });
}

/** Holds the request to its signature, where that is on. */
async function verify(
  credentials: Credentials,
  { secret }: Identity,
  family: Family,
  { http }: Exchange,
  { app, verifier }: Door,
  readBody: () => Promise<Uint8Array>,
) {
  if (credentials.kind === "anonymous") return undefined;
  return verifier?.verify(credentials, http, {
    family,
    now: app.engine.ports.clock.now(),
    hostBucket: hostBucket(http),
    secret,
    payload: async () => sha256Hex(await readBody()),
  });
}

/** Whoever did not sign gets no further than to operations that ask a policy. */
function admit({ principal }: Identity, { service, operation }: Called, family: Family): void {
  const { anonymous = [], links = [] } = service.binding;
  if (principal.kind === "anonymous" && ![...anonymous, ...links].includes(operation)) throw unsigned(family);
}

function isLink({ service, form }: Spoken): boolean {
  return service.binding.links?.includes(form?.children.get("Action")?.value ?? "") === true;
}

function writeFault(error: unknown, exchange: Exchange, { approach, spoken }: Progress, app: App): WireResponse {
  const { http, requestId } = exchange;
  // Before anybody knew who signs, the rest of the request tells how it is spoken.
  const protocol = spoken?.protocol ?? protocolOfStyle(approach ?? approachOf(http, { kind: "anonymous" }));
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
