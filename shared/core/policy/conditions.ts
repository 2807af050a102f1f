import { parseArn } from "../arn.ts";
import type { Principal, RequestContext } from "../context.ts";
import { userId } from "./principal-id.ts";

/** What a request shows under which condition key. Keys as AWS spells them; they are looked up without case. */
export type Conditions = Readonly<Record<string, readonly string[]>>;

/**
 * The keys that every request has.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function conditionsOf(context: Pick<RequestContext, "principal" | "client" | "now" | "region">): Conditions {
  const { principal, client, now, region } = context;
  return present({
    "aws:CurrentTime": new Date(now).toISOString(),
    "aws:EpochTime": String(Math.floor(now / 1000)),
    "aws:RequestedRegion": region,
    // Nobody here asks for somebody else with his credentials.
    "aws:ViaAWSService": "false",
    // Somebody outside asks, or an AWS service does: only of the first is there an address.
    "aws:SecureTransport": client && String(client.secure === true),
    "aws:SourceIp": client?.sourceIp,
    "aws:UserAgent": client?.userAgent,
    "aws:Referer": client?.referer,
    ...ofPrincipal(principal),
  });
}

type Facts = Readonly<Record<string, string | undefined>>;

function ofPrincipal(principal: Principal): Facts {
  switch (principal.kind) {
    case "anonymous":
      return { "aws:PrincipalType": "Anonymous", "aws:userid": "anonymous", "aws:PrincipalIsAWSService": "false" };
    case "service":
      return {
        "aws:PrincipalIsAWSService": "true",
        "aws:PrincipalServiceName": principal.service,
        "aws:SourceArn": principal.sourceArn || undefined,
        "aws:SourceAccount": sourceAccount(principal),
      };
    case "account":
      return { "aws:PrincipalIsAWSService": "false", ...ofAccount(principal.account, principal.arn) };
  }
}

/** The account whose resource a service acts for; undefined where nothing says, as for a bucket's ARN alone. */
export function sourceAccount(principal: Extract<Principal, { kind: "service" }>): string | undefined {
  return (principal.sourceAccount ?? parseArn(principal.sourceArn)?.account) || undefined;
}

function ofAccount(account: string, arn: string | undefined): Facts {
  const [type, ...path] = (arn ? (parseArn(arn)?.resource ?? "") : "").split("/");
  const known = { "aws:PrincipalAccount": account, "aws:userid": userId(account, arn) };
  switch (type) {
    case "assumed-role":
      // AWS: "for IAM roles, the request context returns the ARN of the role, not of the user that assumed it".
      return {
        ...session(known),
        "aws:PrincipalType": "AssumedRole",
        "aws:PrincipalArn": roleArn(account, path[0] ?? ""),
      };
    case "federated-user":
      return { ...session(known), "aws:PrincipalType": "FederatedUser", "aws:PrincipalArn": arn };
    case "user":
      return { ...known, "aws:PrincipalType": "User", "aws:PrincipalArn": arn, "aws:username": path.at(-1) };
    default:
      return {
        ...known,
        "aws:PrincipalType": "Account",
        "aws:PrincipalArn": `arn:aws:iam::${account}:root`,
      };
  }
}

/** AWS says of temporary credentials only whether there was a second factor; there is none here. */
function session(known: Facts): Facts {
  return { ...known, "aws:MultiFactorAuthPresent": "false" };
}

function roleArn(account: string, name: string): string {
  return `arn:aws:iam::${account}:role/${name}`;
}

function present(facts: Facts): Conditions {
  const conditions: Record<string, readonly string[]> = {};
  for (const [key, value] of Object.entries(facts)) if (value !== undefined) conditions[key] = [value];
  return conditions;
}
