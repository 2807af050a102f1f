import { utf8Length } from "../../core/bytes.ts";
import type { Principal, RequestContext } from "../../core/context.ts";
import { cachedPolicy } from "../../core/policy/cached-policy.ts";
import { type Conditions, conditionsOf, decide, mayAct } from "../../core/policy/decide.ts";
import { parsePolicy } from "../../core/policy/parse-policy.ts";
import { PolicyFault } from "../../core/policy/policy.ts";
import { invalidParameter, notAuthorized } from "./errors.ts";
import { MAX_POLICY_BYTES } from "./limits.ts";
import type { Topic } from "./model.ts";
import type { TopicAddress } from "./table.ts";
import { topicArn } from "./topic-address.ts";

const RULES = { service: "sns" };

/** What a topic's policy may speak of. https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html */
export const POLICY_ACTIONS = [
  "GetTopicAttributes",
  "SetTopicAttributes",
  "AddPermission",
  "RemovePermission",
  "DeleteTopic",
  "Subscribe",
  "ListSubscriptionsByTopic",
  "Publish",
] as const;

/** What AWS gives every topic: only its own account may use it. */
export function defaultPolicy(topic: TopicAddress): string {
  const arn = topicArn(topic);
  const statement = {
    Sid: "__default_statement_ID",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: POLICY_ACTIONS.map((action) => `SNS:${action}`),
    Resource: arn,
    Condition: { StringEquals: { "AWS:SourceOwner": topic.account } },
  };
  return JSON.stringify({ Version: "2008-10-17", Id: "__default_policy_ID", Statement: [statement] });
}

/** A policy's text, checked; undefined when it is empty, which brings the default back. */
export function readTopicPolicy(text: string): string | undefined {
  if (text === "") return undefined;
  if (utf8Length(text) > MAX_POLICY_BYTES) throw invalidParameter("Policy is too large", "topic-policy");
  try {
    parsePolicy(text, RULES);
    return text;
  } catch (error) {
    throw error instanceof PolicyFault ? policyRefusal(error) : error;
  }
}

/** AWS's words where they are known. */
export function policyRefusal({ part, message }: PolicyFault) {
  if (part === "action") return invalidParameter("Policy statement action out of service scope!", "topic-policy");
  if (message === "Statement already exists") return invalidParameter(message, "topic-policy");
  return invalidParameter(`Policy Error: ${message}`, "topic-policy");
}

/** A topic, or the address of one that isn't there: whoever is of another account is not told so. */
type Authorized = TopicAddress & Pick<Topic, "policy">;

/** Lets through who may do something with a topic: its own account unless the policy denies it, others if the policy allows it. */
export function authorize(topic: Authorized, action: string, context: RequestContext, more: Conditions = {}): void {
  const { principal } = context;
  // Most topics have no policy and are asked by their own account.
  if (topic.policy === undefined && accountOf(principal) === topic.account) return;
  const ask = {
    principal,
    action: `sns:${action}`,
    resource: topicArn(topic),
    owner: topic.account,
    conditions: { ...conditionsOf(context), ...sourceOwner(principal), ...more },
  };
  const policy = topic.policy === undefined ? undefined : cachedPolicy(topic.policy, RULES);
  if (mayAct(policy, ask)) return;
  throw notAuthorized(action, ask.resource, principal, decide(policy, ask) === "explicitDeny");
}

/** SNS's own key, of which its default policy makes use. */
function sourceOwner(principal: Principal): Conditions {
  const account = accountOf(principal);
  return account === undefined ? {} : { "aws:SourceOwner": [account] };
}

function accountOf(principal: Principal): string | undefined {
  return principal.kind === "account" ? principal.account : undefined;
}
