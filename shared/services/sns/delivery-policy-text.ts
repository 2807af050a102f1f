import { totalDelaySeconds } from "./delivery-policy.ts";
import { invalidParameter } from "./errors.ts";
import { BACKOFF_FUNCTIONS, DEFAULT_RETRY_POLICY, type RetryPolicy } from "./http-policy.ts";
import { parseObject } from "./json-object.ts";
import { HTTP_POLICY_SECONDS, HTTP_RETRIES } from "./limits.ts";
import { MAX_RECEIVES_PER_SECOND, MAX_TOTAL_DELAY_SECONDS } from "./limits-delivery.ts";

/** What AWS puts before an attribute's name: Subscribe and CreateTopic say `Attributes Reason: `, the setters nothing. */
type Where = "Attributes Reason: " | "";
type Json = Readonly<Record<string, unknown>>;
type Refuse = (reason: string) => Error;

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html, "requestPolicy". */
const CONTENT_TYPES = new Set([
  "application/atom+xml",
  "application/json",
  "application/octet-stream",
  "application/soap+xml",
  "application/x-www-form-urlencoded",
  "application/xhtml+xml",
  "application/xml",
  "text/css",
  "text/csv",
  "text/html",
  "text/plain",
  "text/xml",
]);

/** Checks a topic's DeliveryPolicy and gives it back; an empty one takes the policy away. */
export function readDeliveryPolicy(text: string, where: Where): string | undefined {
  return readWith(checkTopicPolicy, text, where);
}

/** Checks a subscription's DeliveryPolicy and gives it back; an empty one takes the policy away. */
export function readSubscriptionDeliveryPolicy(text: string, where: Where): string | undefined {
  return readWith(checkSubscriptionPolicy, text, where);
}

function readWith(check: (policy: Json, refuse: Refuse) => void, text: string, where: Where): string | undefined {
  if (/^\s*(\{\s*\})?\s*$/.test(text)) return undefined;
  const refuse = (reason: string) => invalidParameter(`${where}DeliveryPolicy: ${reason}`, "delivery-retries");
  const policy = parseObject(text);
  if (!policy) throw refuse("failed to parse JSON.");
  check(policy, refuse);
  return text;
}

function checkTopicPolicy(policy: Json, refuse: Refuse): void {
  expectOnly(policy, ["http"], "", refuse);
  const http = objectAt(policy.http, "http", refuse);
  expectOnly(http, TOPIC_MEMBERS, "http.", refuse);
  checkRetries(http.defaultHealthyRetryPolicy, "http.defaultHealthyRetryPolicy", refuse);
  checkBoolean(http.disableSubscriptionOverrides, "http.disableSubscriptionOverrides", refuse);
  checkThrottle(http.defaultThrottlePolicy, "http.defaultThrottlePolicy", refuse);
  checkRequest(http.defaultRequestPolicy, "http.defaultRequestPolicy", refuse);
}

function checkSubscriptionPolicy(policy: Json, refuse: Refuse): void {
  expectOnly(policy, SUBSCRIPTION_MEMBERS, "", refuse);
  checkRetries(policy.healthyRetryPolicy, "healthyRetryPolicy", refuse);
  checkThrottle(policy.throttlePolicy, "throttlePolicy", refuse);
  checkRequest(policy.requestPolicy, "requestPolicy", refuse);
  checkBoolean(policy.guaranteed, "guaranteed", refuse);
}

const TOPIC_MEMBERS = [
  "defaultHealthyRetryPolicy",
  "defaultSicklyRetryPolicy",
  "disableSubscriptionOverrides",
  "defaultThrottlePolicy",
  "defaultRequestPolicy",
];
/** `sicklyRetryPolicy` and `guaranteed` are what AWS itself shows and never uses. */
const SUBSCRIPTION_MEMBERS = [
  "healthyRetryPolicy",
  "sicklyRetryPolicy",
  "throttlePolicy",
  "requestPolicy",
  "guaranteed",
];

function checkRetries(given: unknown, path: string, refuse: Refuse): void {
  if (given === undefined || given === null) return;
  const policy = objectAt(given, path, refuse);
  expectOnly(policy, Object.keys(DEFAULT_RETRY_POLICY), `${path}.`, refuse);
  for (const name of ["numRetries", "minDelayTarget", "maxDelayTarget"]) {
    if (policy[name] === undefined) throw refuse(`${path}.${name} must be specified`);
  }
  const number = (name: keyof RetryPolicy, min: number, max: number) =>
    checkNumber(policy[name] ?? DEFAULT_RETRY_POLICY[name], `${path}.${name}`, { min, max }, refuse);
  const numRetries = number("numRetries", HTTP_RETRIES.min, HTTP_RETRIES.max);
  const maxDelayTarget = number("maxDelayTarget", HTTP_POLICY_SECONDS.min, HTTP_POLICY_SECONDS.max);
  const minDelayTarget = number("minDelayTarget", HTTP_POLICY_SECONDS.min, maxDelayTarget);
  const numNoDelayRetries = number("numNoDelayRetries", 0, numRetries);
  const numMinDelayRetries = number("numMinDelayRetries", 0, numRetries);
  const numMaxDelayRetries = number("numMaxDelayRetries", 0, numRetries);
  const phases = numNoDelayRetries + numMinDelayRetries + numMaxDelayRetries;
  if (phases > numRetries) throw refuse(`${path}.numRetries must be greater than or equal to ${phases}`);
  const backoffFunction = BACKOFF_FUNCTIONS.find((name) => name === (policy.backoffFunction ?? "linear"));
  if (!backoffFunction) throw refuse(`${path}.backoffFunction must be one of ${BACKOFF_FUNCTIONS.join(", ")}`);
  const pauses = {
    numRetries,
    minDelayTarget,
    maxDelayTarget,
    numNoDelayRetries,
    numMinDelayRetries,
    numMaxDelayRetries,
  };
  if (totalDelaySeconds({ ...pauses, backoffFunction }) > MAX_TOTAL_DELAY_SECONDS)
    throw refuse(`${path}: the total retry time must be less than or equal to ${MAX_TOTAL_DELAY_SECONDS} seconds`);
}

function checkThrottle(given: unknown, path: string, refuse: Refuse): void {
  if (given === undefined || given === null) return;
  const policy = objectAt(given, path, refuse);
  expectOnly(policy, ["maxReceivesPerSecond"], `${path}.`, refuse);
  const most = policy.maxReceivesPerSecond;
  if (most === undefined || most === null) return;
  checkNumber(most, `${path}.maxReceivesPerSecond`, { min: 1, max: MAX_RECEIVES_PER_SECOND }, refuse);
}

function checkRequest(given: unknown, path: string, refuse: Refuse): void {
  if (given === undefined || given === null) return;
  const policy = objectAt(given, path, refuse);
  expectOnly(policy, ["headerContentType"], `${path}.`, refuse);
  const type = policy.headerContentType;
  if (type === undefined || type === null) return;
  const known = typeof type === "string" && /^([a-z+/-]+)(; *charset=[A-Za-z0-9-]+)?$/.exec(type)?.[1];
  if (known && CONTENT_TYPES.has(known)) return;
  throw refuse(`${path}.headerContentType must be one of ${[...CONTENT_TYPES].join(", ")}, with or without a charset`);
}

function checkBoolean(given: unknown, path: string, refuse: Refuse): void {
  if (given !== undefined && typeof given !== "boolean") throw refuse(`${path} must be true or false`);
}

function checkNumber(given: unknown, path: string, { min, max }: { min: number; max: number }, refuse: Refuse): number {
  if (typeof given !== "number" || !Number.isInteger(given)) throw refuse(`${path} must be an integer`);
  if (given < min) throw refuse(`${path} must be greater than or equal to ${min}`);
  if (given > max) throw refuse(`${path} must be less than or equal to ${max}`);
  return given;
}

function objectAt(given: unknown, path: string, refuse: Refuse): Json {
  if (typeof given === "object" && given !== null && !Array.isArray(given)) return given as Json;
  throw refuse(`${path} must be a JSON object`);
}

function expectOnly(given: Json, known: readonly string[], path: string, refuse: Refuse): void {
  for (const name of Object.keys(given)) {
    if (!known.includes(name)) throw refuse(`Unexpected JSON member: ${path}${name}`);
  }
}
