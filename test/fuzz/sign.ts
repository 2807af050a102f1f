import { queryValues } from "../../functions/local/incoming-event.ts";
import {
  canonicalRequest,
  hmacHex,
  SigningKeys,
  sha256Hex,
  stringToSign,
} from "../../shared/protocols/signature/sigv4.ts";
import type { Sent } from "./sent.ts";

/** What signs where signatures are verified: the access key, and its secret. */
export const KEY = { id: "test", secret: "secret" };

const keys = new SigningKeys();

/** Signs a request as it stands, whatever has become of it, so that it gets past the door. */
export function sign(sent: Sent, service: string, now: number): Sent {
  const signedAt = `${new Date(now).toISOString().replace(/[-:]/g, "").slice(0, 15)}Z`;
  const date = signedAt.slice(0, 8);
  const s3 = service === "s3";
  const headers: Record<string, string> = { ...sent.headers, "x-amz-date": signedAt };
  delete headers.authorization;
  const payload = s3 ? (headers["x-amz-content-sha256"] ?? "UNSIGNED-PAYLOAD") : sha256Hex(sent.body);
  if (s3) headers["x-amz-content-sha256"] = payload;
  const signedHeaders = Object.keys(headers).sort();
  const query = sent.query === "" ? {} : queryValues(sent.query);
  const canonical = canonicalRequest(
    { method: sent.method, path: sent.path, query, headers },
    { signedHeaders, payload, s3 },
  );
  const scope = { date, region: "us-east-1", service };
  const credential = `${date}/us-east-1/${service}/aws4_request`;
  const signature = hmacHex(keys.key(KEY.secret, scope), stringToSign(signedAt, credential, canonical));
  const parts = [
    `Credential=${KEY.id}/${credential}`,
    `SignedHeaders=${signedHeaders.join(";")}`,
    `Signature=${signature}`,
  ];
  return { ...sent, headers: { ...headers, authorization: `AWS4-HMAC-SHA256 ${parts.join(", ")}` } };
}
