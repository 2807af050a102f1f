import type { Principal, RequestContext } from "../../core/context.ts";
import type { ServiceError } from "../../core/errors.ts";
import { type Ask, type Conditions, conditionsOf, decide, mayAct } from "../../core/policy/decide.ts";
import { isPublic } from "../../core/policy/is-public.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { ReadTools } from "../service.ts";
import { aclAllows, grantsOf } from "./acl-permission.ts";
import { storedPolicy } from "./bucket-policy.ts";
import { readConfiguration } from "./configuration.ts";
import { accessDenied } from "./errors.ts";
import type { Bucket } from "./model.ts";
import { readPublicAccess } from "./public-access.ts";
import { requestConditions } from "./request-conditions.ts";
import { bucketArn } from "./table.ts";

/** What a request needs to be allowed: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
export interface Need {
  readonly action: `s3:${string}`;
  /** Of the object that it is done to; the bucket itself when absent. */
  readonly key?: string | undefined;
  /** Condition keys that the request's members don't say: `s3:ExistingObjectTag/colour`. */
  readonly conditions?: Conditions;
  /** It may be asked from another region than the bucket's. */
  readonly anyRegion?: true;
}

/** What a bucket lets somebody do, read once and asked for many keys. */
export interface Authority {
  /** AccessDenied; undefined for what is allowed. The request's members answer the policy's conditions. */
  refusal(need: Need, input?: object): ServiceError | undefined;
  /** The policy asks for tags of objects that are there: `s3:ExistingObjectTag`. */
  readonly asksForTags: boolean;
}

type Reader = Pick<ReadTools, "store" | "context">;

/** Throws AccessDenied where the request may not have what it needs. */
export async function authorise(bucket: Bucket, need: Need, tools: Reader, input: object = {}): Promise<void> {
  const authority = await authorityOf(bucket, tools);
  for (const one of [need, ...furtherNeeds(need, input)]) {
    const refused = authority.refusal(one, input);
    if (refused) throw refused;
  }
}

/** Whoever stores an object with tags needs to be allowed to tag, too. */
function furtherNeeds({ action, key }: Need, input: object): readonly Need[] {
  const tags = action === "s3:PutObject" && "Tagging" in input && Boolean(input.Tagging);
  return tags ? [{ action: "s3:PutObjectTagging", key }] : [];
}

const EVERYTHING: Authority = { refusal: () => undefined, asksForTags: false };

/** Reads nothing for a bucket's own account, unless the bucket has a policy: then one row. */
export async function authorityOf(bucket: Bucket, tools: Reader): Promise<Authority> {
  const { context } = tools;
  const { principal } = context;
  const text = await readConfiguration(bucket, "policy", tools);
  if (isOwner(principal, bucket)) return text === undefined ? EVERYTHING : ownersAuthority(bucket, text, context);
  const block = await readPublicAccess(bucket, tools);
  const policy = text === undefined ? undefined : storedPolicy(text);
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html: only the account and services.
  const shutOut = policy && block.RestrictPublicBuckets && principal.kind !== "service" && isPublic(policy);
  const grants = await grantsOf(bucket, block.IgnorePublicAcls, tools);
  return {
    asksForTags: asksForTags(text),
    refusal(need, input = {}) {
      const ask = askOf(bucket, need, input, context);
      const decision = decide(policy, ask);
      if (decision === "explicitDeny") return accessDenied();
      if (decision === "allow" && !shutOut) return undefined;
      if (mayAct(undefined, ask) || aclAllows(grants, need.action, principal)) return undefined;
      return accessDenied();
    },
  };
}

/** The account itself is kept out only by a Deny, and its root user never from the policy: nobody could undo a mistake. */
function ownersAuthority(bucket: Bucket, text: string, context: RequestContext): Authority {
  const policy: Policy = storedPolicy(text);
  const isRoot = context.principal.kind === "account" && context.principal.arn === undefined;
  return {
    asksForTags: asksForTags(text),
    refusal(need, input = {}) {
      if (isRoot && ROOT_MAY_ALWAYS.includes(need.action)) return undefined;
      const ask = askOf(bucket, need, input, context);
      return decide(policy, ask) === "explicitDeny" ? accessDenied(explicitly(ask)) : undefined;
    },
  };
}

const ROOT_MAY_ALWAYS: readonly string[] = ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"];

function isOwner(principal: Principal, bucket: Bucket): boolean {
  return principal.kind === "account" && principal.account === bucket.account;
}

function askOf(bucket: Bucket, { action, key, conditions }: Need, input: object, context: RequestContext): Ask {
  return {
    principal: context.principal,
    action,
    resource: key === undefined ? bucketArn(bucket.name) : `${bucketArn(bucket.name)}/${key}`,
    owner: bucket.account,
    conditions: { ...conditionsOf(context), ...requestConditions(input), ...conditions },
  };
}

function asksForTags(policy: string | undefined): boolean {
  return policy !== undefined && /existingobjecttag/i.test(policy);
}

/** S3 says so much within an account only. https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html */
function explicitly({ principal, action, resource, owner }: Ask): string {
  const who = (principal.kind === "account" && principal.arn) || `arn:aws:iam::${owner}:root`;
  return `User: ${who} is not authorized to perform: ${action} on resource: "${resource}" with an explicit deny in a resource-based policy`;
}
