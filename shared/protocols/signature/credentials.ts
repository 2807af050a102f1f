import { decodeQueryText } from "../rest/percent.ts";
import type { WireRequest } from "../wire-message.ts";
import {
  asymmetricSignature,
  incompleteHeader,
  malformedCredential,
  malformedHeader,
  malformedQuery,
  missingQueryParameters,
  severalMechanisms,
  unknownAlgorithm,
  unsupportedMechanism,
} from "./signature-faults.ts";

/** Who says that they sign a request, and how. Nothing of it is believed before verify.ts has looked. */
export type Credentials =
  | { readonly kind: "anonymous" }
  | SigV4
  /** S3's older way, which `aws s3 presign` of CLI v1 still makes. */
  | SigV2;

export interface SigV4 {
  readonly kind: "v4";
  readonly accessKeyId: string;
  /** `20260131` */
  readonly date: string;
  readonly region: string;
  /** As the credential scope has it: `s3`. */
  readonly service: string;
  /** Lower case. Empty where a client left them out. */
  readonly signedHeaders: readonly string[];
  /** Hexadecimal; empty where a client left it out. */
  readonly signature: string;
  /** `20260131T120000Z`; empty where a client left it out. */
  readonly signedAt: string;
  /** Of a presigned URL: for how long it is good. */
  readonly expiresSeconds?: number;
  /** Of credentials that end. */
  readonly sessionToken?: string;
}

export interface SigV2 {
  readonly kind: "v2";
  readonly accessKeyId: string;
  /** Base64. */
  readonly signature: string;
  /** Of a presigned URL: until when it is good, in seconds since 1970. */
  readonly expiresAtSeconds?: number;
  readonly sessionToken?: string;
}

type Head = Pick<WireRequest, "headers" | "query">;

/** Reads a request's credentials from its Authorization header or its query. */
export function readCredentials(request: Head): Credentials {
  const { headers, query } = request;
  const header = headers.authorization;
  if (header?.startsWith("AWS4-ECDSA-P256-SHA256")) throw asymmetricSignature();
  if (header?.startsWith("AWS4-HMAC-SHA256")) return withToken(headerV4(header, headers), headers[TOKEN_HEADER]);
  if (query["X-Amz-Algorithm"] || query["X-Amz-Credential"]) {
    return withToken(queryV4(query), textOf(query["X-Amz-Security-Token"]) ?? headers[TOKEN_HEADER]);
  }
  if (header?.startsWith("AWS ")) return withToken(headerV2(header), headers[TOKEN_HEADER]);
  if (query.AWSAccessKeyId) return withToken(queryV2(query), textOf(query[TOKEN_HEADER]));
  return { kind: "anonymous" };
}

/** S3 wants one signature at the most, and one of AWS's. */
export function checkMechanism({ headers: { authorization }, query }: Head): void {
  const given = [authorization, query["X-Amz-Algorithm"], query.Signature].filter((one) => one && one.length > 0);
  if (given.length > 1) throw severalMechanisms(authorization);
  if (authorization && !/^AWS(?: |4-)/.test(authorization)) throw unsupportedMechanism(authorization);
}

/** In a version 2 URL it is a parameter of the same name. */
const TOKEN_HEADER = "x-amz-security-token";

function withToken<Signed extends SigV4 | SigV2>(credentials: Signed, sessionToken: string | undefined): Signed {
  return sessionToken === undefined ? credentials : { ...credentials, sessionToken };
}

function textOf(values: readonly string[] | undefined): string | undefined {
  const [raw] = values ?? [];
  return raw === undefined ? undefined : decodeQueryText(raw);
}

/** `AWS4-HMAC-SHA256 Credential=..., SignedHeaders=a;b, Signature=...`, with or without the spaces. */
const PARTS = {
  credential: /[\s,]Credential=([^,]*)/,
  signedHeaders: /[\s,]SignedHeaders=([^,]*)/,
  signature: /[\s,]Signature=([^,]*)/,
} as const;

function headerV4(header: string, headers: Head["headers"]): SigV4 {
  const credential = PARTS.credential.exec(header)?.[1]?.trim();
  if (credential === undefined) throw incompleteHeader(["Credential"]);
  const scope = readScope(credential);
  if (!scope) {
    const expected = '"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request"';
    throw malformedHeader(
      `the Credential is mal-formed; expecting ${expected}.`,
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential.slice(0, 200)}'`,
    );
  }
  return {
    kind: "v4",
    ...scope,
    signedHeaders: (PARTS.signedHeaders.exec(header)?.[1] ?? "").trim().toLowerCase().split(";").filter(Boolean),
    signature: PARTS.signature.exec(header)?.[1]?.trim() ?? "",
    signedAt: headers["x-amz-date"] ?? isoBasic(headers.date),
  };
}

export const ALGORITHM = "AWS4-HMAC-SHA256";
const V4_PARAMETERS = [
  "X-Amz-Algorithm",
  "X-Amz-Credential",
  "X-Amz-Signature",
  "X-Amz-Date",
  "X-Amz-SignedHeaders",
  "X-Amz-Expires",
] as const;
const MAX_EXPIRES_SECONDS = 604_800;

function queryV4(query: Head["query"]): SigV4 {
  const [algorithm, credential, signature, signedAt, signedHeaders, expires] = V4_PARAMETERS.map((name) =>
    textOf(query[name]),
  );
  if (!(algorithm && credential && signature && signedAt && signedHeaders && expires))
    throw missingQueryParameters("v4");
  if (algorithm === "AWS4-ECDSA-P256-SHA256") throw asymmetricSignature();
  if (algorithm !== ALGORITHM) throw unknownAlgorithm();
  const scope = readScope(credential);
  if (!scope) throw malformedCredential();
  return {
    kind: "v4",
    ...scope,
    signedHeaders: signedHeaders.toLowerCase().split(";").filter(Boolean),
    signature,
    signedAt,
    expiresSeconds: readExpires(expires),
  };
}

function readExpires(text: string): number {
  if (/^-\d+$/.test(text)) throw malformedQuery("X-Amz-Expires must be non-negative");
  if (!/^\d+$/.test(text)) throw malformedQuery("X-Amz-Expires should be a number");
  const seconds = Number(text);
  if (seconds <= MAX_EXPIRES_SECONDS) return seconds;
  const rule = "that is, the given X-Amz-Expires must be less than 604800 seconds";
  throw malformedQuery(`X-Amz-Expires must be less than a week (in seconds); ${rule}`);
}

/** `AKID/20260131/us-east-1/s3/aws4_request`; an access key id may itself have slashes. */
function readScope(
  credential: string,
): { accessKeyId: string; date: string; region: string; service: string } | undefined {
  const match = /^(.{1,128})\/(\d{8})\/([^/]{1,64})\/([^/]{1,64})\/aws4_request$/.exec(credential);
  if (!match) return undefined;
  const [, accessKeyId = "", date = "", region = "", service = ""] = match;
  return { accessKeyId, date, region, service };
}

/** `AWS AKID:signature` */
function headerV2(header: string): SigV2 {
  const match = /^AWS ([^:\s]{1,128}):(\S+)$/.exec(header);
  if (!match) {
    const expected = "it should be AWS, a space, the access key id, a colon and the signature.";
    throw malformedHeader(expected, "Authorization header requires version 4 of AWS's signatures.");
  }
  const [, accessKeyId = "", signature = ""] = match;
  return { kind: "v2", accessKeyId, signature };
}

function queryV2(query: Head["query"]): SigV2 {
  const [accessKeyId, signature, expires] = ["AWSAccessKeyId", "Signature", "Expires"].map((name) =>
    textOf(query[name]),
  );
  if (!accessKeyId || !signature || !expires || !/^\d{1,12}$/.test(expires)) throw missingQueryParameters("v2");
  return { kind: "v2", accessKeyId, signature, expiresAtSeconds: Number(expires) };
}

/** A Date header as X-Amz-Date writes it. */
function isoBasic(date: string | undefined): string {
  const instant = Date.parse(date ?? "");
  if (Number.isNaN(instant)) return "";
  return `${new Date(instant).toISOString().replace(/[-:]/g, "").slice(0, 15)}Z`;
}
