import { ServiceError } from "../../shared/core/errors.ts";
import type { OperationRef } from "../../shared/core/operation-ref.ts";
import type { Approach } from "../../shared/protocols/identify.ts";
import { decodePercent } from "../../shared/protocols/rest/percent.ts";
import { s3Ids } from "../../shared/protocols/rest/s3-fault.ts";
import { hostBucket, pathStyle } from "../../shared/protocols/virtual-host.ts";
import type { WireResponse } from "../../shared/protocols/wire-message.ts";
import type { HttpRequest } from "../../shared/rest/http-request.ts";
import type { App } from "../app.ts";
import type { Exchange } from "../exchange.ts";

/*
 * Web pages of other origins are refused (docs/decisions/0042), except where a bucket's CORS rules let them in: these are its
 * owner's word that a page may, and for that bucket only. A browser asks first, with OPTIONS, before it sends what a page could
 * not have sent without it. https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
 */

type Answer =
  | { readonly allowed: true; readonly headers: Readonly<Record<string, string>> }
  | { readonly allowed: false; readonly reason: "noBucket" | "noRules" | "noRuleFits" };
interface Question {
  readonly Bucket: string;
  readonly Origin: string;
  readonly Method: string;
  readonly Headers?: readonly string[];
}
const CHECK_ORIGIN: OperationRef<Question, Answer> = { service: "s3", name: "CheckOrigin" };

/** Lets a request in or throws; the answer to a preflight, which is no request of AWS's. */
export async function admitOrigin(exchange: Exchange, approach: Approach, app: App): Promise<WireResponse | undefined> {
  const { http } = exchange;
  const { origin } = http.headers;
  const isS3 = approach.service === "s3" && approach.style === "rest";
  const preflight = isS3 && http.method === "OPTIONS";
  if (preflight && origin === undefined) throw needs("Origin request header needed.");
  const target = isS3 && origin !== undefined ? targetOf(http) : undefined;
  if (origin === undefined || target?.bucket === undefined || isOwn(origin, http)) {
    app.guard?.(http);
    return undefined;
  }
  const question = { ...questionOf(http, origin, preflight), Bucket: target.bucket };
  const answer = await ask(question, exchange, app);
  if (preflight && !answer.allowed) throw forbidden(answer.reason, question.Method, target.isObject);
  const mayRead = answer.allowed && (await sourceAllows(origin, target.bucket, exchange, app));
  if (!answer.allowed || !mayRead) {
    app.guard?.(http);
    return undefined;
  }
  app.guard?.(withoutOrigin(http));
  Object.assign(exchange.responseHeaders, answer.headers);
  if (!preflight) return undefined;
  const { requestId } = exchange;
  return { status: 200, headers: { ...s3Ids({ requestId, head: false }), "content-length": "0" } };
}

/** Where a request to S3 goes. */
function targetOf(http: HttpRequest): { readonly bucket: string | undefined; readonly isObject: boolean } {
  const [, bucket = "", ...key] = pathStyle(http.path, hostBucket(http)).split("/");
  const name = decodePercent(bucket);
  return { bucket: name === "" ? undefined : name, isObject: key.join("/") !== "" };
}

function questionOf({ method, headers }: HttpRequest, Origin: string, preflight: boolean): Omit<Question, "Bucket"> {
  if (!preflight) return { Origin, Method: method };
  const Method = headers["access-control-request-method"];
  if (Method === undefined) throw needs("Invalid Access-Control-Request-Method: null");
  const wanted = headers["access-control-request-headers"] ?? "";
  const Headers = wanted.split(",").flatMap((name) => (name.trim() === "" ? [] : [name.trim()]));
  return { Origin, Method, Headers };
}

/** A copy reads another bucket, which has a say too. */
async function sourceAllows(origin: string, bucket: string, exchange: Exchange, app: App): Promise<boolean> {
  const source = exchange.http.headers["x-amz-copy-source"];
  if (source === undefined) return true;
  const Bucket = decodePercent(source.replace(/^\/|^%2F/i, "").split(/\/|%2F/i)[0] ?? "") ?? "";
  if (Bucket === bucket) return true;
  return (await ask({ Bucket, Origin: origin, Method: "GET" }, exchange, app)).allowed;
}

async function ask(question: Question, exchange: Exchange, app: App): Promise<Answer> {
  const { playground, account, principal, traceId, requestId, http } = exchange;
  const region = "us-east-1";
  const caller = { playground, account, region, principal, traceId, requestId, baseUrl: http.baseUrl };
  try {
    return await app.engine.call(CHECK_ORIGIN, question, caller);
  } catch (error) {
    // A name that no bucket can have.
    if (error instanceof ServiceError) return { allowed: false, reason: "noBucket" };
    throw error;
  }
}

function isOwn(origin: string, { headers }: HttpRequest): boolean {
  return /^https?:\/\/(.+)$/i.exec(origin)?.[1]?.toLowerCase() === headers.host?.toLowerCase();
}

/** The rule on Host holds all the same. */
function withoutOrigin(http: HttpRequest): HttpRequest {
  const { origin: _, ...headers } = http.headers;
  return { ...http, headers };
}

const REASONS = {
  noBucket: "CORSResponse: Bucket not found",
  noRules: "CORSResponse: CORS is not enabled for this bucket.",
  noRuleFits:
    // AWS's own spelling.
    "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
} as const;

function forbidden(reason: keyof typeof REASONS, Method: string, isObject: boolean): ServiceError {
  const ResourceType = reason === "noBucket" || !isObject ? "BUCKET" : "OBJECT";
  return new ServiceError("AccessForbidden", REASONS[reason], { status: 403, details: { Method, ResourceType } });
}

function needs(what: string): ServiceError {
  const message = what.startsWith("Invalid") ? what : `Insufficient information. ${what}`;
  return new ServiceError("BadRequest", message, { status: 400 });
}
