import type { Grant } from "@aws-sdk/client-s3";
import type { Principal, RequestContext } from "../../core/context.ts";
import type { ServiceError } from "../../core/errors.ts";
import { canonicalUserId } from "../../core/policy/canonical-user.ts";
import { type Ask, type Conditions, conditionsOf, decide, mayAct } from "../../core/policy/decide.ts";
import { isPublic } from "../../core/policy/is-public.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { ReadTools } from "../service.ts";
import { bucketAllows, isListed, objectAllows } from "./acl-permission.ts";
import { storedPolicy } from "./bucket-policy.ts";
import { bucketTagConditions } from "./bucket-tag-conditions.ts";
import { isPublicGrant } from "./canned-acl.ts";
import { clientConditions } from "./client-conditions.ts";
import { readConfiguration } from "./configuration.ts";
import { accessDenied, ownersOnly } from "./errors.ts";
import { furtherNeeds } from "./further-needs.ts";
import type { Bucket, ObjectMetadata } from "./model.ts";
import type { Need } from "./need.ts";
import { canonicalIdOf, countedRights, type Rights } from "./object-rights.ts";
import { hasAcls } from "./ownership.ts";
import { type PublicAccess, readPublicAccess } from "./public-access.ts";
import { requestConditions } from "./request-conditions.ts";
import { bucketArn } from "./table.ts";

export type { Need } from "./need.ts";

/** What a bucket lets somebody do, read once and asked for many keys. */
export interface Authority {
  /** AccessDenied; undefined for what is allowed. The request's members answer the policy's conditions. */
  refusal(need: Need, input?: object): ServiceError | undefined;
  /** What an object's list may add, or who else's it is; undefined where that changes nothing. */
  rights(object: Pick<ObjectMetadata, "owner" | "grants">): Promise<Rights | undefined>;
  /** The policy asks for tags of objects that are there: `s3:ExistingObjectTag`. */
  readonly asksForTags: boolean;
  /** Objects' own lists can let in whom nothing else does. */
  readonly asksForLists: boolean;
}

type Reader = Pick<ReadTools, "store" | "context">;

/** Throws AccessDenied where the request may not have what it needs. */
export async function authorise(bucket: Bucket, need: Need, tools: Reader, input: object = {}): Promise<Authority> {
  const authority = await authorityOf(bucket, tools);
  for (const one of [need, ...furtherNeeds(need, input, tools.context)]) {
    const refused = authority.refusal(one, input);
    if (refused) throw refused;
  }
  if (OWNERS_ONLY.includes(need.action) && !isOwner(tools.context.principal, bucket)) throw ownersOnly();
  return authority;
}

/** A policy that lets another account do this lets it in vain. */
const OWNERS_ONLY: readonly string[] = ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"];

/** Reads nothing for a bucket's own account, unless the bucket has a policy: then one row. */
export async function authorityOf(bucket: Bucket, tools: Reader): Promise<Authority> {
  const text = await readConfiguration(bucket, "policy", tools);
  const policy = text === undefined ? undefined : storedPolicy(text);
  const asksForTags = text !== undefined && /existingobjecttag/i.test(text);
  const tags = await bucketTagConditions(bucket, text, tools);
  if (isOwner(tools.context.principal, bucket))
    return { ...ownersAuthority({ bucket, policy, tags }, tools), asksForTags };
  const [block, lists] = [await readPublicAccess(bucket, tools), await hasAcls(bucket, tools)];
  const grants = (lists && (await readConfiguration(bucket, "acl", tools))) || [];
  return { ...strangersAuthority({ bucket, policy, tags, block, lists, grants }, tools), asksForTags };
}

/** The account itself is kept out by a Deny, though its root user never from the policy, and by lists of what others own. */
function ownersAuthority({ bucket, policy, tags }: Asked, tools: Reader): Omit<Authority, "asksForTags"> {
  const { context } = tools;
  const { principal } = context;
  const isRoot = principal.kind === "account" && principal.arn === undefined;
  return {
    asksForLists: false,
    rights: async (object) => (object.owner === undefined ? undefined : countedRights(bucket, object, tools)),
    refusal({ rights, ...need }, input = {}) {
      if (policy && !(isRoot && OWNERS_ONLY.includes(need.action))) {
        const ask = askOf({ bucket, tags }, need, input, context);
        if (decide(policy, ask) === "explicitDeny") return accessDenied(explicitly(ask));
      }
      if (!rights || !isListed(need.action) || rights.owner === canonicalUserId(bucket.account)) return undefined;
      return objectAllows(rights.grants, need.action, principal) ? undefined : accessDenied();
    },
  };
}

/** What a policy is asked of. */
interface Asked {
  readonly bucket: Bucket;
  readonly policy: Policy | undefined;
  /** The bucket's own, as far as policies may ask for them. */
  readonly tags: Conditions;
}

interface Facts extends Asked {
  readonly block: PublicAccess;
  /** Whether lists count. */
  readonly lists: boolean;
  /** The bucket's own list. */
  readonly grants: readonly Grant[];
}

/**
 * Everybody else: a Deny wins; what an object's list covers, its owner decides, and the bucket's policy only of what is the
 * bucket owner's. https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-s3-evaluates-access-control.html
 */
function strangersAuthority(
  { bucket, policy, tags, block, lists, grants }: Facts,
  tools: Reader,
): Omit<Authority, "asksForTags"> {
  const { context } = tools;
  const { principal } = context;
  const [me, bucketOwner] = [canonicalIdOf(principal), canonicalUserId(bucket.account)];
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html: only the account and services.
  const shutOut = policy && block.RestrictPublicBuckets && principal.kind !== "service" && isPublic(policy);
  const counted = block.IgnorePublicAcls ? grants.filter((grant) => !isPublicGrant(grant)) : grants;
  return {
    asksForLists: lists,
    rights: async (object) => (lists ? countedRights(bucket, object, tools) : undefined),
    refusal({ rights, ...need }, input = {}) {
      const ask = askOf({ bucket, tags }, need, input, context);
      const decision = decide(policy, ask);
      if (decision === "explicitDeny" || shutOut) return accessDenied();
      if (rights && isOwnersOwn(need.action)) {
        if (rights.owner === me || objectAllows(rights.grants, need.action, principal)) return undefined;
        if (rights.owner !== bucketOwner && isListed(need.action)) return accessDenied();
      }
      if (decision === "allow" || mayAct(undefined, ask)) return undefined;
      // A list lets write what is new, and over what is one's own.
      const isAnothers = rights !== undefined && rights.owner !== me;
      return bucketAllows(counted, need.action, principal) && !isAnothers ? undefined : accessDenied();
    },
  };
}

/** What an object's owner, and an upload's initiator, may do whatever the bucket's owner says, but for a Deny. */
function isOwnersOwn(action: string): boolean {
  return isListed(action) || action === "s3:AbortMultipartUpload" || action === "s3:ListMultipartUploadParts";
}

function isOwner(principal: Principal, bucket: Bucket): boolean {
  return principal.kind === "account" && principal.account === bucket.account;
}

function askOf(
  { bucket, tags }: Pick<Asked, "bucket" | "tags">,
  { action, key, conditions }: Need,
  input: object,
  context: RequestContext,
): Ask {
  return {
    principal: context.principal,
    action,
    resource: key === undefined ? bucketArn(bucket.name) : `${bucketArn(bucket.name)}/${key}`,
    owner: bucket.account,
    conditions: {
      ...conditionsOf(context),
      ...clientConditions(context.client),
      "s3:ResourceAccount": [bucket.account],
      ...requestConditions(input, context.now),
      ...tags,
      ...conditions,
    },
  };
}

/** S3 says so much within an account only. https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html */
function explicitly({ principal, action, resource, owner }: Ask): string {
  const who = (principal.kind === "account" && principal.arn) || `arn:aws:iam::${owner}:root`;
  return `User: ${who} is not authorized to perform: ${action} on resource: "${resource}" with an explicit deny in a resource-based policy`;
}
