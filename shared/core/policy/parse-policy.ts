import { readConditions } from "./parse-conditions.ts";
import { readPrincipals } from "./parse-principals.ts";
import { type Pattern, readPattern } from "./pattern.ts";
import { type Policy, PolicyFault, type PolicyPart, type Rule, type Statement } from "./policy.ts";
import type { PolicyVersion } from "./version.ts";

export interface PolicyRules {
  /** What the policy's actions begin with: `sqs`; `*` for a policy that may be about all services. */
  readonly service: string;
  /** Of a session's policy, which goes with a principal and so names none. */
  readonly withoutPrincipal?: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads a policy's text. Throws a PolicyFault. How long it may be is for the service to say. */
export function parsePolicy(text: string, rules: PolicyRules): Policy {
  const fields = parseJson(text);
  onlyFields(fields, ["Version", "Id", "Statement"]);
  const version = readVersion(fields.Version);
  if (fields.Id !== undefined && typeof fields.Id !== "string") throw syntax();
  const list = Array.isArray(fields.Statement) ? fields.Statement : [fields.Statement];
  if (fields.Statement === undefined || list.length === 0) throw missing("statement", "Statement");
  const statements = list.map((statement) => readStatement(statement, version, rules));
  const sids = statements.flatMap(({ sid }) => (sid === undefined ? [] : [sid]));
  if (new Set(sids).size < sids.length) {
    throw new PolicyFault("statement", "Statement IDs (SID) in a single policy must be unique.");
  }
  return { version, ...(fields.Id === undefined ? {} : { id: fields.Id }), statements };
}

function parseJson(text: string): Fields {
  if (!text.startsWith("{")) {
    throw new PolicyFault("json", "Policies must be valid JSON and the first byte must be '{'");
  }
  try {
    return JSON.parse(text) as Fields;
  } catch {
    throw new PolicyFault("json", "This policy contains invalid Json");
  }
}

/** A policy without a version is one of the older. */
function readVersion(value: unknown): PolicyVersion {
  if (value === undefined) return "2008-10-17";
  if (value === "2008-10-17" || value === "2012-10-17") return value;
  throw new PolicyFault("version", "The policy must contain a valid version string");
}

const STATEMENT_FIELDS = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];

function readStatement(value: unknown, version: PolicyVersion, { service, withoutPrincipal }: PolicyRules): Statement {
  if (!isObject(value)) throw syntax();
  onlyFields(value, STATEMENT_FIELDS);
  const { Sid: sid, Effect: effect, Condition: condition } = value;
  if (sid !== undefined && typeof sid !== "string") throw syntax();
  if (effect === undefined) throw missing("effect", "Effect");
  if (effect !== "Allow" && effect !== "Deny") throw new PolicyFault("effect", `Invalid effect : ${String(effect)}`);
  const who = withoutPrincipal ? nobody(value) : eitherOf(value, "Principal", "principal");
  const readAction = (text: string) => readActionPattern(text, service);
  const readResource = (text: string) => readPattern(text, { version, wildcards: true });
  return {
    ...(sid === undefined ? {} : { sid }),
    effect,
    principals: readPrincipals(who.value, who.negated),
    actions: readRule(eitherOf(value, "Action", "action"), "Policy has invalid action", readAction),
    resources: readRule(eitherOf(value, "Resource", "resource"), "Policy has invalid resource", readResource),
    conditions: condition === undefined ? [] : readConditions(condition, version),
  };
}

function nobody({ Principal, NotPrincipal }: Fields): Either {
  if (Principal !== undefined || NotPrincipal !== undefined)
    throw new PolicyFault("principal", "Unknown field Principal");
  return { part: "principal", negated: false, value: "*" };
}

interface Either {
  readonly part: PolicyPart;
  readonly negated: boolean;
  readonly value: unknown;
}

/** A field or its opposite: one of both, not both. */
function eitherOf(fields: Fields, name: string, part: PolicyPart): Either {
  const [plain, opposite] = [fields[name], fields[`Not${name}`]];
  if (plain !== undefined && opposite !== undefined) throw syntax();
  if (plain === undefined && opposite === undefined) throw missing(part, name);
  return { part, negated: plain === undefined, value: plain ?? opposite };
}

function readRule(
  { part, negated, value }: Either,
  wrong: string,
  read: (text: string) => Pattern | undefined,
): Rule<Pattern> {
  const list = Array.isArray(value) ? value : [value];
  const items = list.map((text) => {
    const pattern = typeof text === "string" && text !== "" ? read(text) : undefined;
    if (!pattern) throw new PolicyFault(part, wrong);
    return pattern;
  });
  if (items.length === 0) throw new PolicyFault(part, wrong);
  return { negated, items };
}

/** `sqs:SendMessage`, `SQS:*` or `*`: compared without case, so kept in lower case; an action holds no variables. */
function readActionPattern(text: string, service: string): Pattern | undefined {
  const action = text.toLowerCase();
  if (action !== "*" && !/^[a-z0-9-]+:[a-z0-9*?]+$/.test(action)) return undefined;
  if (action !== "*" && service !== "*" && !action.startsWith(`${service}:`)) return undefined;
  return readPattern(action, { version: "2008-10-17", wildcards: true });
}

function onlyFields(fields: Fields, known: readonly string[]): void {
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new PolicyFault("statement", `Unknown field ${unknown}`);
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function missing(part: PolicyPart, field: string): PolicyFault {
  return new PolicyFault(part, `Missing required field ${field}`);
}

function syntax(): PolicyFault {
  return new PolicyFault("statement", "Invalid policy syntax.");
}
