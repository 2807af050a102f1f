import type { CORSRule } from "@aws-sdk/client-s3";
import { invalidRequest, malformedXml } from "./errors.ts";
import { MAX_CORS_RULES, MAX_RULE_ID_LENGTH } from "./limits.ts";

/*
 * Which web pages of other origins may use a bucket: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html
 */

const METHODS: readonly string[] = ["GET", "PUT", "POST", "DELETE", "HEAD"];
const DOCS = "cors";

export function checkCors(rules: readonly CORSRule[]): readonly CORSRule[] {
  if (rules.length === 0) throw malformedXml();
  if (rules.length > MAX_CORS_RULES) {
    const message = `The number of CORS rules should not exceed allowed limit of ${MAX_CORS_RULES} rules.`;
    throw invalidRequest(message, DOCS);
  }
  for (const rule of rules) checkRule(rule);
  return rules;
}

function checkRule({ ID, AllowedMethods, AllowedOrigins, AllowedHeaders, ExposeHeaders }: CORSRule): void {
  if (!AllowedMethods?.length || !AllowedOrigins?.length) throw malformedXml();
  if (ID !== undefined && ID.length > MAX_RULE_ID_LENGTH) throw malformedXml();
  for (const method of AllowedMethods) {
    if (METHODS.includes(method)) continue;
    const message = `Found unsupported HTTP method in CORS config. Unsupported method is ${method}`;
    throw invalidRequest(message, DOCS);
  }
  for (const origin of AllowedOrigins) checkWildcards("AllowedOrigin", origin);
  for (const header of AllowedHeaders ?? []) checkWildcards("AllowedHeader", header);
  const wild = ExposeHeaders?.find((header) => header.includes("*"));
  if (wild === undefined) return;
  const message = `ExposeHeader "${wild}" contains wildcard. We currently do not support wildcard for ExposeHeader.`;
  throw invalidRequest(message, DOCS);
}

function checkWildcards(kind: string, text: string): void {
  if (text.split("*").length <= 2) return;
  throw invalidRequest(`${kind} "${text}" can not have more than one wildcard.`, DOCS);
}

/** What a page's request shows. */
export interface CrossOriginRequest {
  readonly origin: string;
  readonly method: string;
  /** In a preflight: the headers that the page wants to send, as it spelled them. */
  readonly headers?: readonly string[];
}

/** The headers of the answer by the first rule that fits; undefined when none does. */
export function corsHeaders(
  rules: readonly CORSRule[],
  request: CrossOriginRequest,
): Readonly<Record<string, string>> | undefined {
  const rule = rules.find((one) => fits(one, request));
  if (!rule) return undefined;
  const { AllowedMethods = [], ExposeHeaders = [], MaxAgeSeconds } = rule;
  const anybody = rule.AllowedOrigins?.includes("*") === true;
  const { headers = [] } = request;
  return {
    "access-control-allow-origin": anybody ? "*" : request.origin,
    ...(headers.length > 0
      ? { "access-control-allow-headers": headers.map((name) => name.toLowerCase()).join(", ") }
      : {}),
    "access-control-allow-methods": AllowedMethods.join(", "),
    ...(ExposeHeaders.length > 0 ? { "access-control-expose-headers": ExposeHeaders.join(", ") } : {}),
    ...(MaxAgeSeconds === undefined ? {} : { "access-control-max-age": String(MaxAgeSeconds) }),
    // A browser sends credentials only where the origin is named.
    ...(anybody ? {} : { "access-control-allow-credentials": "true" }),
    vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  };
}

function fits(
  { AllowedOrigins = [], AllowedMethods = [], AllowedHeaders = [] }: CORSRule,
  { origin, method, headers = [] }: CrossOriginRequest,
): boolean {
  return (
    AllowedOrigins.some((allowed) => matches(allowed, origin)) &&
    AllowedMethods.includes(method as never) &&
    headers.every((name) => AllowedHeaders.some((allowed) => matches(allowed.toLowerCase(), name.toLowerCase())))
  );
}

/** One wildcard at the most. */
function matches(pattern: string, text: string): boolean {
  const star = pattern.indexOf("*");
  if (star === -1) return pattern === text;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
}
