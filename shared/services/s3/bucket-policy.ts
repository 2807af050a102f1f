import { ServiceError } from "../../core/errors.ts";
import { cachedPolicy } from "../../core/policy/cached-policy.ts";
import { parsePolicy } from "../../core/policy/parse-policy.ts";
import { matchesPattern, readPattern } from "../../core/policy/pattern.ts";
import { type Policy, PolicyFault } from "../../core/policy/policy.ts";
import { keyFit } from "./condition-keys.ts";
import { MAX_POLICY_BYTES } from "./limits.ts";
import { targetsOf } from "./s3-actions.ts";

const RULES = { service: "s3" };

/** A policy that is stored, and so was checked. */
export function storedPolicy(text: string): Policy {
  return cachedPolicy(text, RULES);
}

/** Checks a policy that is to be a bucket's, as S3 does. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html */
export function checkPolicy(text: string, bucket: string): Policy {
  const policy = inWords(() => parsePolicy(text, RULES));
  const document = JSON.parse(text) as { Statement: unknown };
  // AWS measures without the white space that only people need.
  if (Buffer.byteLength(JSON.stringify(document)) > MAX_POLICY_BYTES) {
    throw malformed("Policy exceeds the maximum allowed document size.");
  }
  const statements = (Array.isArray(document.Statement) ? document.Statement : [document.Statement]) as RawStatement[];
  for (const statement of statements) checkStatement(statement, bucket);
  return policy;
}

interface RawStatement {
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function checkStatement({ Action, NotAction, Resource, NotResource, Condition }: RawStatement, bucket: string): void {
  const actions = listOf(Action ?? NotAction).map(targetsOf);
  if (actions.some(({ buckets, objects }) => !buckets && !objects)) throw malformed("Policy has invalid action");
  const resources = listOf(Resource ?? NotResource).map((resource) => reachOf(resource, bucket));
  if (resources.some((reach) => reach === undefined)) throw malformed("Policy has invalid resource");
  checkKeys(Object.values(Condition ?? {}).flatMap(Object.keys), listOf(Action ?? "*"));
  if (!Action || !Resource) return;
  const applies = actions.every((action) =>
    resources.some((reach) => reach && ((action.buckets && reach.bucket) || (action.objects && reach.objects))),
  );
  if (!applies) throw malformed("Action does not apply to any resource(s) in statement");
}

function checkKeys(keys: readonly string[], actions: readonly string[]): void {
  const fits = keys.map((key) => keyFit(key, actions));
  if (fits.includes("unknown")) throw malformed("Policy has an invalid condition key");
  if (!fits.includes("doesNotApply")) return;
  throw malformed("Conditions do not apply to combination of actions and resources in statement");
}

/** What a policy's resource covers of this bucket; undefined for another's. */
function reachOf(
  resource: string,
  bucket: string,
): { readonly bucket: boolean; readonly objects: boolean } | undefined {
  if (resource === "*") return { bucket: true, objects: true };
  const name = /^arn:(?:aws|aws-cn|aws-us-gov|\*)?:s3:\*?:\*?:(.+)$/.exec(resource)?.[1];
  if (name === undefined) return undefined;
  const slash = name.indexOf("/");
  const [bucketPart, keyPart] = slash === -1 ? [name, undefined] : [name.slice(0, slash), name.slice(slash + 1)];
  const pattern = readPattern(bucketPart, { version: "2012-10-17", wildcards: true });
  // A variable may stand in a key; a bucket's name in a policy of its own is known.
  if (!matchesPattern(pattern, bucket, () => undefined)) return undefined;
  if (keyPart !== undefined) return { bucket: false, objects: true };
  return { bucket: true, objects: bucketPart.endsWith("*") };
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}

function inWords<Value>(parse: () => Value): Value {
  try {
    return parse();
  } catch (error) {
    if (error instanceof PolicyFault) throw malformed(error.message);
    throw error;
  }
}

function malformed(message: string): ServiceError {
  return new ServiceError("MalformedPolicy", message, { docs: "bucket-policy" });
}
