import { ServiceError } from "../../core/errors.ts";
import { accessDenied } from "./errors.ts";

/*
 * What a form may upload: the policy that its maker signed.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */

/** How many bytes the file may have. */
export interface SizeRange {
  readonly min?: number;
  readonly max?: number;
}

/** By lower-case name. */
export type FormFields = ReadonlyMap<string, string>;

/** Fields that need no condition. */
const FREE = new Set(["policy", "x-amz-signature", "signature", "awsaccesskeyid", "file", "submit"]);

/** Holds a form to its policy. Throws AccessDenied for what the policy does not allow. */
export function checkPostPolicy(text: string, fields: FormFields, bucket: string, now: number): SizeRange {
  const { expiration, conditions } = readDocument(text);
  if (expiration <= now) throw denied("Policy expired.");
  const known = new Set(["bucket"]);
  let range: SizeRange = {};
  for (const condition of conditions.flatMap(normalise)) {
    const [operator, name, value] = condition;
    if (operator === "content-length-range") {
      range = sizeRange(condition);
      continue;
    }
    const field = String(name).replace(/^\$/, "").toLowerCase();
    known.add(field);
    const given = field === "bucket" ? bucket : fields.get(field);
    if (!holds(operator, field, given, String(value))) throw failed(condition);
  }
  const extra = [...fields.keys()].filter(
    (name) => !known.has(name) && !FREE.has(name) && !name.startsWith("x-ignore-"),
  );
  if (extra.length > 0) throw denied(`Extra input fields: ${extra.join(", ")}`);
  return range;
}

type Condition = readonly [operator: string, name: unknown, value: unknown];

interface PolicyDocument {
  /** Epoch milliseconds. */
  readonly expiration: number;
  readonly conditions: readonly unknown[];
}

function readDocument(text: string): PolicyDocument {
  const document = parseJson(Buffer.from(text, "base64").toString("utf8"));
  const { expiration, conditions } = document;
  const until = typeof expiration === "string" && /^\d{4}-\d\d-\d\dT/.test(expiration) ? Date.parse(expiration) : NaN;
  if (expiration === undefined) throw invalid("Policy missing expiration.");
  if (Number.isNaN(until)) throw invalid(`Invalid 'expiration' value: '${String(expiration)}'`);
  if (conditions === undefined) throw invalid("Policy missing conditions.");
  if (!Array.isArray(conditions)) throw invalid("Invalid 'conditions' value: must be a List.");
  return { expiration: until, conditions };
}

function parseJson(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed))
      return parsed as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw invalid("Invalid JSON.");
}

/** `{"bucket": "b"}` means `["eq", "$bucket", "b"]`. */
function normalise(condition: unknown): readonly Condition[] {
  if (Array.isArray(condition)) {
    if (condition.length !== 3) throw invalid("Invalid JSON: a condition has three parts.");
    const [operator, name, value] = condition as [unknown, unknown, unknown];
    return [[String(operator).toLowerCase(), name, value]];
  }
  if (typeof condition !== "object" || condition === null) throw invalid("Invalid JSON: a condition is a List or Map.");
  return Object.entries(condition).map(([name, value]): Condition => ["eq", `$${name}`, value]);
}

function holds(operator: string, field: string, given: string | undefined, value: string): boolean {
  if (given === undefined) return false;
  if (operator === "eq") return given === value;
  if (operator !== "starts-with") return false;
  // Of several content types each must fit.
  if (field === "content-type") return given.split(",").every((one) => one.trim().startsWith(value));
  return given.startsWith(value);
}

function sizeRange(condition: Condition): SizeRange {
  const [, min, max] = condition.map(Number);
  if (min === undefined || max === undefined || !Number.isInteger(min) || !Number.isInteger(max))
    throw failed(condition);
  return { min, max };
}

function failed(condition: Condition): ServiceError {
  return denied(`Policy Condition failed: [${condition.map((part) => JSON.stringify(String(part))).join(", ")}]`);
}

function denied(what: string): ServiceError {
  return accessDenied(`Invalid according to Policy: ${what}`);
}

function invalid(what: string): ServiceError {
  return new ServiceError("InvalidPolicyDocument", `Invalid Policy: ${what}`, { docs: "post-form" });
}
