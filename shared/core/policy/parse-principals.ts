import { PolicyFault } from "./policy.ts";
import type { PrincipalItem, PrincipalRule } from "./principal-rule.ts";

/** Reads Principal or NotPrincipal: `"*"`, or lists by kind. */
export function readPrincipals(value: unknown, negated: boolean): PrincipalRule {
  if (value === "*") return { negated, items: [{ kind: "anybody" }] };
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalid();
  const items = Object.entries(value).flatMap(([kind, names]) => listOf(names).map((name) => readItem(kind, name)));
  if (items.length === 0) throw invalid();
  return { negated, items };
}

function readItem(kind: string, name: string): PrincipalItem {
  switch (kind) {
    case "AWS":
      return readAws(name);
    case "Service":
      if (!/^[a-z0-9][a-z0-9.-]{0,253}$/.test(name)) throw invalid();
      return { kind: "service", service: withoutRegion(name) };
    case "CanonicalUser":
      if (!CANONICAL_USER.test(name)) throw invalid();
      return { kind: "canonicalUser", id: name };
    case "Federated":
      return { kind: "federated", provider: name };
    default:
      throw invalid();
  }
}

const CANONICAL_USER = /^[0-9a-f]{64}$/;
const ACCOUNT = /^\d{12}$/;
/** CloudFront's origin access identities are users of an account without a number. */
const IAM_ARN = /^arn:aws:(iam|sts)::(\d{12}|cloudfront):([^*?]{1,600})$/;

function readAws(name: string): PrincipalItem {
  if (name === "*") return { kind: "anybody" };
  if (ACCOUNT.test(name)) return { kind: "account", account: name };
  if (CANONICAL_USER.test(name)) return { kind: "canonicalUser", id: name };
  const [, service, account = "", resource = ""] = IAM_ARN.exec(name) ?? [];
  if (resource === "root" && service === "iam" && ACCOUNT.test(account)) return { kind: "account", account };
  const [type = "", ...path] = resource.split("/");
  const last = path.at(-1);
  if (!last) throw invalid();
  // A session names its role without the role's path.
  if (service === "iam" && type === "role") return { kind: "role", account, name: last };
  const known = service === "iam" ? type === "user" : type === "assumed-role" || type === "federated-user";
  if (!known) throw invalid();
  return { kind: "arn", arn: name };
}

/** `logs.eu-west-1.amazonaws.com` is the service `logs.amazonaws.com`. */
function withoutRegion(service: string): string {
  return service.replace(/^([a-z0-9-]+)\.[a-z]{2}(?:-[a-z]+)+-\d\.amazonaws\.com$/, "$1.amazonaws.com");
}

function listOf(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  if (!list.every((item) => typeof item === "string")) throw invalid();
  return list;
}

function invalid(): PolicyFault {
  return new PolicyFault("principal", "Invalid principal in policy");
}
