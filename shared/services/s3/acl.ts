import type { AccessControlPolicy, Grant, Permission } from "@aws-sdk/client-s3";
import { ServiceError } from "../../core/errors.ts";
import {
  type AclOwners,
  ALL_USERS,
  AUTHENTICATED_USERS,
  cannedGrants,
  LOG_DELIVERY,
  NOBODYS_ID,
} from "./canned-acl.ts";
import { accessDenied, invalidArgument, invalidRequest } from "./errors.ts";
import { MAX_GRANTS } from "./limits.ts";

/*
 * Access control lists, of buckets and of objects alike: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
 */

/** The three ways to say a list: a name of AWS's for it, headers, or all of it in XML. */
export interface AclRequest {
  readonly ACL?: string | undefined;
  readonly GrantFullControl?: string | undefined;
  readonly GrantRead?: string | undefined;
  readonly GrantReadACP?: string | undefined;
  readonly GrantWrite?: string | undefined;
  readonly GrantWriteACP?: string | undefined;
  readonly AccessControlPolicy?: AccessControlPolicy | undefined;
}

const HEADERS = {
  GrantFullControl: ["x-amz-grant-full-control", "FULL_CONTROL"],
  GrantRead: ["x-amz-grant-read", "READ"],
  GrantReadACP: ["x-amz-grant-read-acp", "READ_ACP"],
  GrantWrite: ["x-amz-grant-write", "WRITE"],
  GrantWriteACP: ["x-amz-grant-write-acp", "WRITE_ACP"],
} as const satisfies Partial<Record<keyof AclRequest, readonly [string, Permission]>>;

const PERMISSIONS: readonly string[] = Object.values(HEADERS).map(([, permission]) => permission);
const GROUPS: readonly string[] = [ALL_USERS, AUTHENTICATED_USERS, LOG_DELIVERY];
const CANONICAL_ID = /^[0-9a-f]{64}$/;

/** What a request asks to grant; undefined when it says nothing of it. Throws what AWS answers to what it can't be. */
export function requestedGrants(request: AclRequest, owners: AclOwners): readonly Grant[] | undefined {
  const { ACL, AccessControlPolicy } = request;
  const inHeaders = Object.keys(HEADERS).filter((name) => request[name as keyof typeof HEADERS] !== undefined);
  if (ACL !== undefined && inHeaders.length > 0) {
    throw invalidRequest("Specifying both Canned ACLs and Header Grants is not allowed", "access-control-list");
  }
  if (AccessControlPolicy && (ACL !== undefined || inHeaders.length > 0)) {
    throw new ServiceError("UnexpectedContent", "This request does not support content");
  }
  if (ACL !== undefined) return cannedGrants(ACL, owners);
  if (inHeaders.length > 0) {
    return inHeaders.flatMap((name) => headerGrants(name as keyof typeof HEADERS, request));
  }
  return AccessControlPolicy && policyGrants(AccessControlPolicy);
}

/** As above, for the requests that are about nothing else. */
export function neededGrants(request: AclRequest, owners: AclOwners): readonly Grant[] {
  const grants = requestedGrants(request, owners);
  if (grants) return grants;
  throw new ServiceError("MissingSecurityHeader", "Your request was missing a required header", {
    docs: "access-control-list",
    details: { MissingHeaderName: "x-amz-acl" },
  });
}

/** Nothing changes hands by its list. */
export function checkNamedOwner({ AccessControlPolicy }: AclRequest, owner: string): void {
  const named = AccessControlPolicy?.Owner?.ID;
  if (named !== undefined && named !== owner) throw accessDenied();
}

/** `id="...", uri="..."`. */
function headerGrants(name: keyof typeof HEADERS, request: AclRequest): readonly Grant[] {
  const [header, permission] = HEADERS[name];
  const text = request[name] ?? "";
  return text.split(",").map((one): Grant => {
    const match = /^\s*(id|uri|emailAddress)\s*=\s*"?([^"]*)"?\s*$/i.exec(one);
    if (!match) throw invalidArgument("Argument format not recognized", { name: header, value: text });
    const [, kind = "", value = ""] = match;
    if (kind.toLowerCase() === "uri") return group(value, permission, "uri");
    if (kind.toLowerCase() === "id") return user(value, permission, "id");
    throw unresolvable(value);
  });
}

function policyGrants({ Owner, Grants }: AccessControlPolicy): readonly Grant[] {
  if (Owner?.ID === undefined || Grants === undefined) throw malformedAcl();
  if (!isCanonicalId(Owner.ID)) throw invalidId("CanonicalUser/ID", Owner.ID);
  if (Grants.length > MAX_GRANTS) throw malformedAcl();
  return Grants.map(({ Grantee, Permission }) => {
    if (!Grantee || Permission === undefined || !PERMISSIONS.includes(Permission)) throw malformedAcl();
    if (Grantee.Type === "Group" && Grantee.URI !== undefined) return group(Grantee.URI, Permission, "Group/URI");
    if (Grantee.Type === "CanonicalUser" && Grantee.ID !== undefined) {
      return user(Grantee.ID, Permission, "CanonicalUser/ID");
    }
    if (Grantee.Type === "AmazonCustomerByEmail" && Grantee.EmailAddress !== undefined) {
      throw unresolvable(Grantee.EmailAddress);
    }
    throw malformedAcl();
  });
}

function group(uri: string, permission: Permission, argument: string): Grant {
  if (!GROUPS.includes(uri)) throw invalidArgument("Invalid group uri", { name: argument, value: uri });
  return { Grantee: { Type: "Group", URI: uri }, Permission: permission };
}

function user(id: string, permission: Permission, argument: string): Grant {
  if (!isCanonicalId(id)) throw invalidId(argument, id);
  return { Grantee: { Type: "CanonicalUser", ID: id }, Permission: permission };
}

function isCanonicalId(text: string): boolean {
  return CANONICAL_ID.test(text) || text === NOBODYS_ID;
}

function invalidId(name: string, value: string): ServiceError {
  return invalidArgument("Invalid id", { name, value });
}

function malformedAcl(): ServiceError {
  const message = "The XML you provided was not well-formed or did not validate against our published schema";
  return new ServiceError("MalformedACLError", message, { docs: "access-control-list" });
}

/** Nobody here has an e-mail address; AWS itself resolves none any more since October 2025. */
function unresolvable(address: string): ServiceError {
  const message = "The e-mail address you provided does not match any account on record.";
  return new ServiceError("UnresolvableGrantByEmailAddress", message, { details: { EmailAddress: address } });
}
