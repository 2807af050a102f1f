import { hostBucket } from "../shared/protocols/virtual-host.ts";
import type { AlbEvent, AlbResult } from "./alb.ts";
import type { App } from "./app.ts";

/** AWS's path; no bucket can be called so, because their names have no upper case. */
const PATH = /^\/SimpleNotificationService-([0-9a-f]{32})\.pem$/;
const DAY_SECONDS = 86_400;

/**
 * The certificate that verifies what topics send: for everybody, without a key, as AWS serves it. Undefined for any other
 * request.
 */
export async function signingCertificate({ engine }: App, event: AlbEvent): Promise<AlbResult | undefined> {
  const wanted = event.httpMethod === "GET" || event.httpMethod === "HEAD" ? PATH.exec(event.path)?.[1] : undefined;
  const host = event.multiValueHeaders?.host?.[0] ?? event.headers?.host ?? "";
  if (wanted === undefined || hostBucket({ headers: { host } }) !== undefined) return undefined;
  const { id, pem } = await engine.ports.signer.certificate();
  if (id !== wanted) return undefined;
  const headers = { "Content-Type": ["application/x-pem-file"], "Cache-Control": [`max-age=${DAY_SECONDS}`] };
  const body = event.httpMethod === "HEAD" ? "" : pem;
  return { statusCode: 200, multiValueHeaders: headers, body, isBase64Encoded: false };
}
