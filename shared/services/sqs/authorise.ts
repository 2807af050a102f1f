import type { Principal, RequestContext } from "../../core/context.ts";
import { cachedPolicy } from "../../core/policy/cached-policy.ts";
import { type Ask, conditionsOf, decide, mayAct } from "../../core/policy/decide.ts";
import { accessDenied } from "./errors.ts";
import type { Queue } from "./model.ts";
import { queueArn } from "./table.ts";

/** What can be asked of a queue. A batch needs the permission of its entries. */
export type QueueAction =
  | "AddPermission"
  | "CancelMessageMoveTask"
  | "ChangeMessageVisibility"
  | "DeleteMessage"
  | "DeleteQueue"
  | "GetQueueAttributes"
  | "GetQueueUrl"
  | "ListDeadLetterSourceQueues"
  | "ListMessageMoveTasks"
  | "ListQueueTags"
  | "PurgeQueue"
  | "ReceiveMessage"
  | "RemovePermission"
  | "SendMessage"
  | "SetQueueAttributes"
  | "StartMessageMoveTask"
  | "TagQueue"
  | "UntagQueue";

/**
 * No policy gives these to another account.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-customer-managed-policy-examples.html
 */
export const OWNERS_ACTIONS: ReadonlySet<string> = new Set<QueueAction | "CreateQueue" | "ListQueues">([
  "AddPermission",
  "CancelMessageMoveTask",
  "CreateQueue",
  "DeleteQueue",
  "ListMessageMoveTasks",
  "ListQueues",
  "ListQueueTags",
  "RemovePermission",
  "SetQueueAttributes",
  "StartMessageMoveTask",
  "TagQueue",
  "UntagQueue",
]);

/** Throws AccessDenied unless the one who asks may do that with the queue. */
export function authorise(queue: Queue, action: QueueAction, context: RequestContext): void {
  const { principal } = context;
  const isOwner = principal.kind === "account" && principal.account === queue.account;
  // Most queues have no policy and are used by their owner: nothing has to be worked out.
  if (isOwner && queue.policy === undefined) return;
  const resource = queueArn(queue);
  const conditions = conditionsOf(context);
  const ask: Ask = { principal, action: `sqs:${action}`, resource, owner: queue.account, conditions };
  const policy = queue.policy === undefined ? undefined : cachedPolicy(queue.policy, { service: "sqs" });
  const isForOwnerOnly = OWNERS_ACTIONS.has(action) && !isOwner && principal.kind !== "service";
  if (!isForOwnerOnly && mayAct(policy, ask)) return;
  const isDenied = decide(policy, ask) === "explicitDeny";
  throw accessDenied(nameOf(principal), `sqs:${action.toLowerCase()}`, resource, isDenied);
}

function nameOf(principal: Principal): string {
  switch (principal.kind) {
    case "anonymous":
      return "anonymous";
    case "service":
      return principal.service;
    case "account":
      return principal.arn ?? `arn:aws:iam::${principal.account}:root`;
  }
}
